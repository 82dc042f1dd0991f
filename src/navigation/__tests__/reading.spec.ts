import { CodeCellModel, MarkdownCellModel } from '@jupyterlab/cells';
import { NotebookActions } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';

import { settle } from '../../__tests__/fakes';
import { ReadingTracker } from '../reading';

beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

/** A lesson: a heading and a cell of code, then a heading and words alone. */
function lesson() {
  const markdown = (source: string) => {
    const model = new MarkdownCellModel();
    model.sharedModel.setSource(source);
    return { model };
  };
  const code = { model: new CodeCellModel() };
  code.model.sharedModel.setSource('1 + 1');
  const widgets = [markdown('## 1 · One'), code, markdown('## 2 · Two')];
  const content = {
    widgets,
    activeCellIndex: 2,
    activeCellChanged: new Signal({}),
    outerNode: document.createElement('div'),
    model: {
      getMetadata: () => ({ lesson: 'ch04', notebook: 'lesson' })
    }
  };
  const panel = {
    content,
    disposed: new Signal({}),
    revealed: Promise.resolve()
  };
  return { code, content, panel: panel as unknown as NotebookPanel };
}

describe('Reading', () => {
  it('tells that the section of the cell that ran has been run, not that of the active cell', async () => {
    const reading = jest.fn(async () => undefined);
    const { code, content, panel } = lesson();
    new ReadingTracker({ reading }).watch(panel);
    code.model.executionCount = 1;
    const executed = NotebookActions.executed as unknown as Signal<
      unknown,
      unknown
    >;
    executed.emit({ cell: code, notebook: content, success: true });
    await settle();
    expect(reading).toHaveBeenCalledTimes(1);
    expect(reading).toHaveBeenCalledWith('ch04', 1, 'run');
  });
});
