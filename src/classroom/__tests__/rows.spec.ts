import { nullTranslator } from '@jupyterlab/translation';

import type { IBoard, IBoardRow } from '../documents';
import { csvOf, lateText, matches, nameOf } from '../rows';

const trans = nullTranslator.load('');

function row(change: Partial<IBoardRow> = {}): IBoardRow {
  return {
    student: 'ada',
    first_name: 'Ada',
    last_name: 'Lovelace',
    email: 'ada@example.org',
    state: 'graded',
    points: 3,
    penalty: 0,
    submitted_at: '2026-11-20T18:00:00Z',
    due: null,
    extended: false,
    late_seconds: 0,
    scores: [2, 1],
    needs_person: [],
    ...change
  };
}

describe('Rows of a board', () => {
  it('are found by name, id and address', () => {
    expect(matches(row(), ' LOVE ')).toBe(true);
    expect(matches(row(), 'example.org')).toBe(true);
    expect(matches(row(), 'bob')).toBe(false);
    expect(nameOf(row({ first_name: '', last_name: '' }))).toBe('ada');
  });

  it('say how late they are, and what that costs', () => {
    expect(lateText(trans, row())).toBe('');
    const late = row({ late_seconds: 3601, extended: true, penalty: 1.5 });
    expect(lateText(trans, late)).toBe('1 hour late, extended, 1.5 points off');
  });

  it('become a file in which nothing is run as a formula', () => {
    const board = {
      max_points: 4,
      columns: [{ cell: 'e01-tests' }, { cell: 'e02-tests' }],
      rows: [
        row({ first_name: '=1+1', last_name: 'a "b", c', scores: [2, null] }),
        row({ student: 'bob', scores: [], penalty: -1 })
      ]
    } as unknown as IBoard;
    const [head, first, second] = csvOf(board).split('\n');
    expect(head).toMatch(/,late_seconds,e01-tests,e02-tests$/);
    expect(first).toMatch(/^ada,'=1\+1,"a ""b"", c",.*,2,$/);
    expect(second).toMatch(/^bob,.*,3,4,-1,.*,,$/);
  });
});
