import { NotebookModel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';
import * as fc from 'fast-check';

import type { IRestore } from '../../answers/documents';
import { findCellProblem } from '../cellproblem';
import { RepairUndoneError } from '../cellrepair';
import { CourseNotebook } from '../coursenotebook';
import type { NotebookContext } from '../coursenotebook';
import { cellInfo } from '../metadata';

const EXERCISES = ['e1', 'e2', 'e3'];
const STUB = '# YOUR CODE HERE';

type Role = 'statement' | 'answer' | 'tests';
type Metadata = Record<string, never>;

/** A released cell. */
function released(exercise: string, role: Role, part = '') {
  const grade_id = role === 'answer' ? exercise : `${exercise}-${role}${part}`;
  return {
    id: grade_id,
    cell_type: (role === 'statement' ? 'markdown' : 'code') as
      'markdown' | 'code',
    source: role === 'answer' ? STUB : `${role}${part} of ${exercise}`,
    metadata: {
      homl: { exercise, role },
      nbgrader: {
        grade_id,
        solution: role === 'answer',
        grade: role === 'tests',
        locked: role !== 'answer'
      }
    }
  };
}

/** The second exercise has two tests cells. */
function cellsOf(exercise: string) {
  return [
    released(exercise, 'statement'),
    released(exercise, 'answer'),
    released(exercise, 'tests'),
    ...(exercise === 'e2' ? [released(exercise, 'tests', '-b')] : [])
  ];
}

const factsOf = (exercise: string) =>
  cellsOf(exercise).map(({ cell_type, id, metadata }) => ({
    grade_id: id,
    role: metadata.homl.role,
    cell_type
  }));

/** An exercise notebook whose answers have been written, with cells of the learner's own. */
function open() {
  const model = new NotebookModel({ disableDocumentWideUndoRedo: true });
  const own = (id: string) => ({
    id,
    cell_type: 'code',
    source: `# my ${id}`,
    metadata: {}
  });
  const setup = { ...own('setup'), metadata: { homl: { role: 'setup' } } };
  model.sharedModel.insertCells(0, [
    setup,
    ...EXERCISES.flatMap(exercise => [
      ...cellsOf(exercise).map(cell =>
        cell.id === exercise
          ? { ...cell, source: `written = "${exercise}"\nanswer = 1` }
          : cell
      ),
      own(`note-${exercise}`)
    ])
  ] as never[]);
  model.sharedModel.clearUndoHistory();
  const context = {
    model,
    path: 'ch04/exercises.ipynb',
    save: jest.fn(async () => undefined),
    saveState: new Signal<object, string>({})
  };
  const notebook = new CourseNotebook(context as unknown as NotebookContext, {
    localPath: path => path
  });
  return { model, notebook };
}

/** What a learner does to cells. Places are fractions of the notebook's length, for any length. */
type Act =
  | { kind: 'copy' | 'cut' | 'move'; from: number; count: number; to: number }
  | { kind: 'split'; from: number; at: number }
  | { kind: 'retype' | 'unmark' | 'half-mark'; from: number }
  | { kind: 'write'; from: number; text: string };

const fraction = fc.double({ min: 0, max: 0.999, noNaN: true });

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('copy' as const, 'cut' as const, 'move' as const),
    from: fraction,
    count: fc.integer({ min: 1, max: 5 }),
    to: fraction
  }),
  fc.record({
    kind: fc.constant('split' as const),
    from: fraction,
    at: fraction
  }),
  fc.record({
    kind: fc.constantFrom(
      'retype' as const,
      'unmark' as const,
      'half-mark' as const
    ),
    from: fraction
  }),
  fc.record({
    kind: fc.constant('write' as const),
    from: fraction,
    text: fc.stringMatching(/^[a-z]{6} = [0-9]{3}\n(print\(1\)|)$/)
  })
);

function perform({ sharedModel }: NotebookModel, act: Act): void {
  const { length } = sharedModel.cells;
  const from = Math.floor(act.from * length);
  const cell = sharedModel.cells[from]?.toJSON();
  if (!cell) {
    return;
  }
  const rest = { ...cell, id: undefined };
  const answer = cellInfo(cell.metadata).role === 'answer';
  switch (act.kind) {
    case 'copy':
    case 'cut':
    case 'move': {
      const count = Math.min(act.count, length - from);
      const taken = sharedModel.cells
        .slice(from, from + count)
        .map(one => one.toJSON());
      if (act.kind !== 'copy') {
        sharedModel.deleteCellRange(from, from + count);
      }
      if (act.kind !== 'cut') {
        const to = Math.floor(act.to * (sharedModel.cells.length + 1));
        const placed = taken.map(one =>
          act.kind === 'copy' ? { ...one, id: undefined } : one
        );
        sharedModel.insertCells(to, placed as never[]);
      }
      break;
    }
    case 'split': {
      // As JupyterLab does: the metadata goes with both halves.
      const source = cell.source as string;
      const at = Math.floor(act.at * source.length);
      const head = source.slice(0, at).replace(/^\n+|\n+$/g, '');
      const tail = source.slice(at).replace(/^\n+|\n+$/g, '');
      sharedModel.insertCell(from, { ...rest, source: head } as never);
      sharedModel.getCell(from + 1).setSource(tail);
      break;
    }
    case 'retype': {
      const cell_type = cell.cell_type === 'code' ? 'markdown' : 'code';
      sharedModel.deleteCell(from);
      sharedModel.insertCell(from, { ...cell, cell_type } as never);
      break;
    }
    case 'unmark':
    case 'half-mark': {
      const keep = act.kind === 'unmark' ? [] : ['nbgrader'];
      const metadata = Object.fromEntries(
        Object.entries(cell.metadata).filter(([key]) => keep.includes(key))
      ) as Metadata;
      sharedModel.deleteCell(from);
      sharedModel.insertCell(from, { ...cell, metadata } as never);
      break;
    }
    case 'write':
      // The released cells other than the answer are locked.
      if (answer) {
        sharedModel.getCell(from).setSource(act.text);
      }
  }
}

const json = ({ sharedModel }: NotebookModel) =>
  sharedModel.cells.map(cell => cell.toJSON());

/** Lines that somebody wrote into an exercise's answer, or anywhere outside the released cells. */
function writtenLines(model: NotebookModel): string[] {
  return json(model)
    .filter(({ metadata }) => {
      const { role } = cellInfo(metadata);
      return role === 'answer' || role === null;
    })
    .flatMap(({ source }) => (source as string).split('\n'))
    .filter(line => line.trim() !== '' && line !== STUB);
}

function restore(exercise: string): IRestore {
  return {
    backup: 'old',
    cells: cellsOf(exercise),
    answer: 'from the last attempt'
  };
}

// @jupyter/ydoc fills cells before it adds them to their document, and Yjs says so at length.
beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

describe('restoring the cells of an exercise', () => {
  it('leaves other exercises alone after the whole exercise was pasted twice', async () => {
    const { model, notebook } = open();
    const whole = json(model)
      .slice(1, 4)
      .map(cell => ({ ...cell, id: undefined }));
    model.sharedModel.insertCells(4, [...whole, ...whole] as never[]);
    await notebook.repairCells('e1', restore('e1'));
    const sources = json(model).map(({ source }) => source);
    expect(sources).toEqual(json(open().model).map(({ source }) => source));
  });

  it.each([
    ['the answer into another exercise', 2, 1, 7],
    ['the answer to the end', 2, 1, 14],
    ['the statement below the tests', 1, 1, 3],
    ['the tests to the top', 3, 1, 0],
    ['the answer and the tests above the statement', 2, 2, 1]
  ])('moves back: %s', async (_, from, count, to) => {
    const { model, notebook } = open();
    const { sharedModel } = model;
    const whole = json(model).map(cell =>
      cell.id === 'e1'
        ? {
            ...cell,
            execution_count: 3,
            outputs: [{ name: 'stdout', output_type: 'stream', text: 'mine' }]
          }
        : cell
    );
    sharedModel.deleteCellRange(0, whole.length);
    const moved = whole.splice(from, count);
    sharedModel.insertCells(0, [
      ...whole.slice(0, to),
      ...moved,
      ...whole.slice(to)
    ] as never[]);
    sharedModel.clearUndoHistory();
    const before = json(model);
    expect(findCellProblem(notebook.cells, 'e1', factsOf('e1'))?.kind).toBe(
      'moved'
    );

    await notebook.repairCells('e1', restore('e1'));

    const own = (cells: typeof before) =>
      cells.filter(({ metadata }) => cellInfo(metadata).exercise === 'e1');
    expect(own(json(model)).map(({ id }) => id)).toEqual([
      'e1-statement',
      'e1',
      'e1-tests'
    ]);
    expect(own(json(model))[1]).toEqual(
      own(before).find(({ id }) => id === 'e1')
    );
    expect(json(model).map(({ id }) => id)).toEqual(
      json(open().model).map(({ id }) => id)
    );
    sharedModel.undo();
    expect(json(model)).toEqual(before);
  });

  it('leaves cells that are in order where they are, with what is between them', async () => {
    const { model, notebook } = open();
    const tests = json(model)[3];
    model.sharedModel.deleteCell(3);
    model.sharedModel.insertCell(8, tests as never);
    const before = json(model);
    await notebook.repairCells('e1', restore('e1'));
    expect(json(model)).toEqual(before);
  });

  it('is undone where it would have changed another exercise', async () => {
    const { model, notebook } = open();
    const { sharedModel } = model;
    sharedModel.insertCell(2, { ...json(model)[2], id: undefined } as never);
    const before = json(model);
    const { deleteCell } = sharedModel;
    sharedModel.deleteCell = index => deleteCell.call(sharedModel, index + 4);
    await expect(notebook.repairCells('e1', restore('e1'))).rejects.toThrow(
      RepairUndoneError
    );
    expect(json(model)).toEqual(before);
  });

  it('changes nothing else and loses nothing, whatever was done, and is one step of undo', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(acts, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...EXERCISES),
        async (done, exercise) => {
          const { model, notebook } = open();
          done.forEach(act => perform(model, act));
          const before = json(model);
          const lines = writtenLines(model);

          await notebook.repairCells(exercise, restore(exercise));

          const problem = findCellProblem(
            notebook.cells,
            exercise,
            factsOf(exercise)
          );
          expect(problem).toBeNull();
          const after = json(model);
          const marks = after.flatMap(({ metadata }) =>
            cellInfo(metadata).exercise === exercise
              ? [
                  (metadata as unknown as { nbgrader: { grade_id: string } })
                    .nbgrader.grade_id
                ]
              : []
          );
          expect(marks).toEqual(cellsOf(exercise).map(({ id }) => id));
          const text = after.map(({ source }) => source).join('\n');
          expect(lines.filter(line => !text.includes(line))).toEqual([]);
          const mine = new Set(
            after
              .filter(
                ({ metadata }) => cellInfo(metadata).exercise === exercise
              )
              .map(({ id }) => id)
          );
          const others = (cells: typeof before) =>
            cells.filter(
              ({ id, metadata }) =>
                cellInfo(metadata).exercise !== exercise && !mine.has(id)
            );
          expect(others(after)).toEqual(others(before));

          if (JSON.stringify(after) !== JSON.stringify(before)) {
            model.sharedModel.undo();
            expect(json(model)).toEqual(before);
          }
        }
      ),
      { numRuns: 100 }
    );
  });
});
