import { NotebookModel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';
import { nullTranslator } from '@jupyterlab/translation';

import { exerciseAnswers } from '../../__tests__/fakes';
import { canCheck, cellProblemText, findCellProblem } from '../cellproblem';
import type { ICellContent } from '../cellproblem';
import { CourseNotebook } from '../coursenotebook';
import type { NotebookContext } from '../coursenotebook';

const ID = 'ch04-e01';
const { cells: FACTS } = exerciseAnswers();

/** A cell of the exercise as it was handed out. */
type CellType = 'code' | 'markdown';

function handed(role: 'statement' | 'answer' | 'tests', source: string) {
  const grade_id = role === 'answer' ? ID : `${ID}-${role}`;
  return {
    id: grade_id,
    cell_type: (role === 'statement' ? 'markdown' : 'code') as CellType,
    source,
    metadata: {
      homl: { exercise: ID, role },
      nbgrader: {
        grade_id,
        solution: role === 'answer',
        grade: role === 'tests',
        locked: role !== 'answer'
      }
    }
  };
}

type Handed = ReturnType<typeof handed>;
type Cell = Omit<Handed, 'metadata' | 'id'> & {
  metadata: Record<string, unknown>;
};

const STATEMENT = handed('statement', 'Write it.');
const ANSWER = handed('answer', 'mine');
const TESTS = handed('tests', 'assert mine');
const WHOLE = [STATEMENT, ANSWER, TESTS];
const OTHER: Cell = { cell_type: 'code', source: 'other', metadata: {} };
const HANDED = [STATEMENT, handed('answer', '# YOUR CODE HERE'), TESTS];

const seen = (cells: Cell[]): ICellContent[] =>
  cells.map(({ cell_type: type, metadata, source }) => ({
    type,
    metadata,
    source
  }));
const retyped = (cell: Cell): Cell => ({
  ...cell,
  cell_type: cell.cell_type === 'code' ? 'markdown' : 'code'
});
const unmarked = (cell: Cell, ...marks: string[]): Cell => ({
  ...cell,
  metadata: Object.fromEntries(
    Object.entries(cell.metadata).filter(([mark]) => !marks.includes(mark))
  )
});
const bare = (cell: Cell): Cell => unmarked(cell, 'homl', 'nbgrader');
const half = { ...handed('answer', 'and more'), metadata: ANSWER.metadata };

/** What was done to the cells; what is wrong then; the answer once they are in order. */
const CASES: [string, Cell[], string, string][] = [
  ['the answer cut', [STATEMENT, TESTS], 'answer-missing', 'kept'],
  [
    'the answer split',
    [STATEMENT, ANSWER, half, TESTS],
    'answer-split',
    'mine\n\nand more'
  ],
  ['the answer copied', [...WHOLE, ANSWER], 'answer-split', 'mine'],
  ['the exercise copied', [...WHOLE, ...WHOLE], 'exercise-copied', 'mine'],
  [
    'the answer retyped',
    [STATEMENT, retyped(ANSWER), TESTS],
    'answer-retyped',
    'mine'
  ],
  [
    'the answer’s marks lost',
    [STATEMENT, bare(ANSWER), TESTS],
    'answer-unmarked',
    'mine'
  ],
  [
    'half the marks lost',
    [STATEMENT, unmarked(ANSWER, 'nbgrader'), TESTS],
    'half-marked',
    'mine'
  ],
  ['the statement cut', [ANSWER, TESTS], 'missing', 'mine'],
  ['the tests cut', [STATEMENT, ANSWER], 'missing', 'mine'],
  ['the tests copied', [...WHOLE, TESTS], 'copied', 'mine'],
  [
    'the statement retyped',
    [retyped(STATEMENT), ANSWER, TESTS],
    'retyped',
    'mine'
  ],
  ['the tests moved up', [TESTS, STATEMENT, ANSWER], 'moved', 'mine'],
  ['the statement moved down', [ANSWER, STATEMENT, TESTS], 'moved', 'mine'],
  ['the answer moved down', [STATEMENT, TESTS, ANSWER], 'moved', 'mine'],
  ['all turned round', [TESTS, ANSWER, STATEMENT], 'moved', 'mine']
];

// @jupyter/ydoc fills cells before it adds them to their document, and Yjs says so at length.
beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

describe('conditionOf', () => {
  it('finds nothing wrong with what was handed out', () => {
    expect(
      findCellProblem(seen([OTHER, ...WHOLE, OTHER]), ID, FACTS)
    ).toBeNull();
    expect(canCheck(null)).toBe(true);
  });

  it.each(CASES)('sees %s', (_, cells, kind) => {
    const found = findCellProblem(seen(cells), ID, FACTS);
    expect(found?.kind).toBe(kind);
    expect(canCheck(found)).toBe(
      kind !== 'answer-missing' && kind !== 'answer-unmarked'
    );
    const trans = nullTranslator.load('');
    const words = found ? cellProblemText(trans, found) : '';
    expect(words).toMatch(/^[A-Z].*\.$/);
  });

  it('takes no cell for the answer where another exercise may have begun', () => {
    const found = findCellProblem(seen([STATEMENT, OTHER]), ID, FACTS);
    expect(found?.kind).toBe('answer-missing');
  });
});

describe('putInOrder', () => {
  it.each(CASES)('mends: %s', async (_, cells, __, answer) => {
    const model = new NotebookModel();
    model.sharedModel.insertCells(0, [OTHER, ...cells, OTHER] as never[]);
    const save = jest.fn(async () => undefined);
    const context = {
      model,
      path: 'ch04/exercises.ipynb',
      save,
      saveState: new Signal<object, string>({})
    };
    const notebook = new CourseNotebook(context as unknown as NotebookContext, {
      localPath: path => path
    });
    await notebook.repairCells(ID, {
      backup: 'old',
      cells: HANDED,
      answer: 'kept'
    });
    expect(findCellProblem(notebook.cells, ID, FACTS)).toBeNull();
    expect(notebook.answer(ID)).toBe(answer);
    expect(notebook.cells.map(({ source }) => source)).toEqual([
      'other',
      'Write it.',
      answer,
      'assert mine',
      'other'
    ]);
    expect(save).toHaveBeenCalled();
  });
});
