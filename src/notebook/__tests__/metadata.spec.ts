import {
  stripAnchors,
  cellInfo,
  exerciseAt,
  firstCell,
  notebookInfo
} from '../metadata';

const statement = (exercise: string) => ({
  homl: { exercise, role: 'statement' }
});
const answer = (exercise: string) => ({ homl: { exercise, role: 'answer' } });
const tests = (exercise: string) => ({ homl: { exercise, role: 'tests' } });
const setup = { homl: { role: 'setup' } };
const own = {};

describe('notebookPlace', () => {
  it('reads lesson and notebook', () => {
    expect(
      notebookInfo({ lesson: 'ch04', notebook: 'exercises', version: '1' })
    ).toEqual({ lesson: 'ch04', notebook: 'exercises' });
  });

  it.each([undefined, null, 'x', [], {}, { lesson: 1, notebook: 'lesson' }])(
    'is null for %p',
    homl => {
      expect(notebookInfo(homl)).toBeNull();
    }
  );
});

describe('cellPlace', () => {
  it('reads nbgrader where our metadata is lost', () => {
    const solution = { solution: true, grade: false };
    const graded = { solution: false, grade: true };
    expect(
      cellInfo({ nbgrader: { grade_id: 'ch04-e01', ...solution } })
    ).toEqual({ exercise: 'ch04-e01', role: 'answer' });
    expect(
      cellInfo({ nbgrader: { grade_id: 'ch04-e01-tests-b', ...graded } })
    ).toEqual({ exercise: 'ch04-e01', role: 'tests' });
    expect(
      cellInfo({
        nbgrader: { grade_id: 'ch04-e12', grade: true, solution: true }
      })
    ).toEqual({ exercise: 'ch04-e12', role: 'answer' });
  });

  it('leaves the learner’s own cells alone', () => {
    expect(cellInfo({})).toEqual({ exercise: null, role: null });
    expect(cellInfo({ homl: 'x', nbgrader: [] })).toEqual({
      exercise: null,
      role: null
    });
  });
});

describe('anchors', () => {
  it('finds the last answer cell of each exercise', () => {
    const cells = [
      setup,
      statement('a'),
      answer('a'),
      own,
      answer('a'),
      tests('a'),
      statement('b'),
      answer('b')
    ];
    expect([...stripAnchors(cells)]).toEqual([
      ['a', { index: 4, answerMissing: false }],
      ['b', { index: 7, answerMissing: false }]
    ]);
  });

  it('stays with the statement where the answer is gone', () => {
    expect(stripAnchors([statement('a'), tests('a')]).get('a')).toEqual({
      index: 0,
      answerMissing: true
    });
  });

  it('keeps to the answer where somebody moved it above the statement', () => {
    expect(stripAnchors([answer('a'), statement('a')]).get('a')).toEqual({
      index: 0,
      answerMissing: false
    });
  });
});

describe('firstCell and exerciseAt', () => {
  const cells = [setup, own, statement('a'), answer('a'), own, tests('a')];

  it('finds the statement', () => {
    expect(firstCell(cells, 'a')).toBe(2);
    expect(firstCell(cells, 'b')).toBe(-1);
  });

  it('counts a learner’s cell to the exercise above it', () => {
    expect(exerciseAt(cells, 4)).toBe('a');
    expect(exerciseAt(cells, 1)).toBeNull();
    expect(exerciseAt(cells, -1)).toBeNull();
  });
});
