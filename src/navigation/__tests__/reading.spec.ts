import { CodeCellModel, MarkdownCellModel } from '@jupyterlab/cells';
import { NotebookActions } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';

import { settle } from '../../__tests__/fakes';
import { ReadingTracker } from '../reading';

beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

/** An element that extends from a line of the window to another. */
function placed(top: number, bottom: number): HTMLElement {
  const node = document.createElement('div');
  node.getBoundingClientRect = () =>
    ({ top, bottom, height: bottom - top }) as DOMRect;
  return node;
}

/** A lesson: a heading and a cell of code, then a heading and words alone. */
function lesson() {
  const markdown = (source: string) => {
    const model = new MarkdownCellModel();
    model.sharedModel.setSource(source);
    return { model };
  };
  const code = { model: new CodeCellModel(), node: placed(0, 0) };
  code.model.sharedModel.setSource('1 + 1');
  const widgets = [markdown('## 1 · One'), code, markdown('## 2 · Two')];
  const content = {
    widgets,
    activeCellIndex: 2,
    activeCellChanged: new Signal({}),
    node: placed(0, 0),
    outerNode: document.createElement('div'),
    model: {
      getMetadata: () => ({ lesson: 'ch04', notebook: 'lesson' })
    }
  };
  const panel = {
    content,
    isVisible: true,
    disposed: new Signal({}),
    revealed: Promise.resolve()
  };
  return { code, content, panel: panel as unknown as NotebookPanel };
}

function run(cell: unknown, notebook: unknown): void {
  for (const signal of [
    NotebookActions.executionScheduled,
    NotebookActions.executed
  ]) {
    (signal as unknown as Signal<unknown, unknown>).emit({
      cell,
      notebook,
      success: true
    });
  }
}

describe('Reading', () => {
  it('tells that the section of the cell that ran has been run, not that of the active cell', async () => {
    const reading = jest.fn(async () => undefined);
    const { code, content, panel } = lesson();
    new ReadingTracker({ reading }).watch(panel);
    code.model.executionCount = 1;
    run(code, content);
    await settle();
    expect(reading).toHaveBeenCalledTimes(1);
    expect(reading).toHaveBeenCalledWith('ch04', 1, 'run');
  });

  it.each([
    ['does not count what ran below the visible area', 700, 0],
    ['counts what ran partly in it', 500, 1]
  ])('%s', async (_, top, reports) => {
    const reading = jest.fn(async () => undefined);
    const { code, content, panel } = lesson();
    content.node = placed(0, 600);
    code.node = placed(top, top + 200);
    new ReadingTracker({ reading }).watch(panel);
    code.model.executionCount = 1;
    run(code, content);
    await settle();
    expect(reading).toHaveBeenCalledTimes(reports);
  });
});
