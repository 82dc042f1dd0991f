import { NotebookModel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';

import { CourseNotebook } from '../coursenotebook';
import type { NotebookContext } from '../coursenotebook';

function open(answers: string[], cell_type = 'code') {
  const model = new NotebookModel();
  const save = jest.fn(async () => {
    model.dirty = false;
  });
  model.sharedModel.insertCells(0, [
    {
      cell_type: 'markdown',
      source: 'statement',
      metadata: { homl: { exercise: 'e1', role: 'statement' } }
    },
    ...answers.map(source => ({
      cell_type,
      source,
      metadata: {
        homl: { exercise: 'e1', role: 'answer' },
        nbgrader: { grade_id: 'e1', solution: true }
      }
    })),
    { cell_type: 'code', source: 'mine', metadata: {} }
  ]);
  model.dirty = false;
  const context = {
    model,
    path: 'RTC:ch04/exercises.ipynb',
    save,
    saveState: new Signal<object, string>({})
  };
  const notebook = new CourseNotebook(context as unknown as NotebookContext, {
    localPath: path => path.replace('RTC:', '')
  });
  const sources = () => model.sharedModel.cells.map(cell => cell.getSource());
  return { model, notebook, save, sources };
}

const fresh = {
  grade_id: 'e1',
  cell_type: 'code' as const,
  source: '# YOUR CODE HERE'
};

// @jupyter/ydoc fills cells before it adds them to their document, and Yjs says so at length.
beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

describe('CourseNotebook', () => {
  it('has a path of the contents API', () => {
    expect(open(['x']).notebook.path).toBe('ch04/exercises.ipynb');
  });

  it('tells whether anything was edited', () => {
    const { model, notebook } = open(['x']);
    const { text } = notebook;
    expect(notebook.text).toBe(text);
    model.sharedModel.getCell(1).setSource('y');
    expect(notebook.text).not.toBe(text);
    model.sharedModel.getCell(1).setSource('x');
    expect(notebook.text).toBe(text);
  });

  it('saves what has changed, and nothing else', async () => {
    const { model, notebook, save } = open(['x']);
    await notebook.save();
    expect(save).not.toHaveBeenCalled();
    model.dirty = true;
    await notebook.save();
    expect(save).toHaveBeenCalledTimes(1);
  });

  it('puts the first answer back and takes its copies away', async () => {
    const { notebook, save, sources } = open(['one', 'two', 'three']);
    await notebook.restore('e1', [fresh]);
    expect(sources()).toEqual(['statement', fresh.source, 'mine']);
    expect(save).toHaveBeenCalled();
  });

  it('gives an answer its type back, and keeps its metadata', async () => {
    const { model, notebook, sources } = open(['one'], 'markdown');
    await notebook.restore('e1', [fresh]);
    expect(sources()).toEqual(['statement', fresh.source, 'mine']);
    const cell = model.sharedModel.getCell(1);
    expect(cell.cell_type).toBe('code');
    expect(cell.getMetadata('nbgrader')).toMatchObject({ grade_id: 'e1' });
  });

  it('makes an answer cell below the statement where it is gone', async () => {
    const { model, notebook, sources } = open([]);
    await notebook.restore('e1', [fresh]);
    expect(sources()).toEqual(['statement', fresh.source, 'mine']);
    expect(model.sharedModel.getCell(1).getMetadata('homl')).toEqual({
      exercise: 'e1',
      role: 'answer'
    });
  });

  it('makes a cell of the right kind for an attempt whose cell is gone', async () => {
    const { model, notebook, sources } = open([]);
    await notebook.setAnswer('e1', 'def f(): return 1', 'code');
    expect(sources()).toEqual(['statement', 'def f(): return 1', 'mine']);
    expect(model.sharedModel.getCell(1).cell_type).toBe('code');
  });
});
