import { CodeCellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { nullTranslator } from '@jupyterlab/translation';
import { MessageLoop } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import { Panel, Widget } from '@lumino/widgets';
import { act, fireEvent, screen } from '@testing-library/react';

import { settle } from '../../__tests__/fakes';
import { UnreachableError } from '../../request';
import type { IPrediction } from '../documents';
import { DRAWN, Predictions } from '../predictions';

const SOURCE = 'quiz.predict("How many?", ["one", "two"], right=1)';

function prediction(change: Partial<IPrediction> = {}): IPrediction {
  return {
    id: 'a1',
    source: SOURCE,
    question: 'How many?',
    choices: ['one', 'two'],
    chosen: null,
    right: null,
    reason: null,
    ...change
  };
}

/** A lesson on the page with one cell, whose predictions are drawn. */
async function open(known: IPrediction, source = SOURCE) {
  const model = new CodeCellModel();
  model.sharedModel.setSource(source);
  const cell = Object.assign(new Panel(), {
    model,
    isPlaceholder: () => false
  });
  const content = {
    model: {
      cells: { changed: new Signal<object, void>({}) },
      getMetadata: () => ({ lesson: 'ch04', notebook: 'lesson' })
    },
    widgets: [cell]
  };
  const panel = {
    content,
    context: { ready: Promise.resolve() },
    isDisposed: false
  } as unknown as NotebookPanel;
  const api = {
    lesson: jest.fn(async () => ({ predictions: [known] })),
    choose: jest.fn(async (_: string, __: string, chosen: number) =>
      prediction({ chosen, right: chosen === 1, reason: 'One more.' })
    )
  };
  const drawn = new Predictions(panel, api, nullTranslator.load(''));
  await settle();
  Widget.attach(cell, document.body);
  await flush();
  return { api, cell, drawn, model };
}

async function flush(): Promise<void> {
  await act(async () => {
    await settle();
    MessageLoop.flush();
  });
}

describe('Predictions', () => {
  let cell: Widget | null = null;
  afterEach(() => cell?.dispose());

  it('draws a question without a word about the answer', async () => {
    ({ cell } = await open(prediction()));
    const group = await screen.findByRole('group');
    expect(group.textContent).toContain('How many?');
    expect(screen.getAllByRole('radio')).toHaveLength(2);
    expect(screen.getByRole('status').textContent).toBe('');
    expect(cell.hasClass(DRAWN)).toBe(true);
  });

  it('stores a choice and says what is said about it', async () => {
    const opened = await open(prediction());
    cell = opened.cell;
    fireEvent.click(await screen.findByLabelText('two'));
    await flush();
    expect(opened.api.choose).toHaveBeenCalledWith('ch04', 'a1', 1);
    expect(screen.getByRole('status').textContent).toBe('Yes. One more.');
  });

  it('shows again what was chosen', async () => {
    ({ cell } = await open(prediction({ chosen: 0, right: false })));
    const one = await screen.findByLabelText<HTMLInputElement>('one');
    expect(one.checked).toBe(true);
    expect(screen.getByRole('status').textContent).toBe(
      'Not quite. Run the cell below and compare.'
    );
  });

  it('keeps a choice that could not be stored, and tries again', async () => {
    const opened = await open(prediction());
    cell = opened.cell;
    opened.api.choose.mockRejectedValueOnce(new UnreachableError());
    fireEvent.click(await screen.findByLabelText('two'));
    await flush();
    expect(screen.getByLabelText<HTMLInputElement>('two').checked).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await flush();
    expect(screen.getByRole('status').textContent).toBe('Yes. One more.');
  });

  it('leaves an edited question to the kernel', async () => {
    const opened = await open(prediction());
    cell = opened.cell;
    opened.model.sharedModel.setSource('quiz.predict("Mine?", ["a"], 0)');
    expect(screen.queryByRole('group')).toBeNull();
    expect(cell.hasClass(DRAWN)).toBe(false);
    const other = await open(prediction(), 'quiz.predict("Other?", ["a"], 0)');
    expect(screen.queryByRole('group')).toBeNull();
    other.cell.dispose();
  });
});
