/**
 * The rows of a board: their names, states, order and filter, and the board as a file. Pure functions.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IBoard, IBoardRow } from './documents';

/** The name of a learner for a person to read; the id where there is none. */
export function nameOf(row: IBoardRow): string {
  return (
    [row.first_name, row.last_name].filter(Boolean).join(' ') || row.student
  );
}

/** A state in words. */
export function stateText(
  trans: TranslationBundle,
  state: IBoardRow['state']
): string {
  switch (state) {
    case 'missing':
      return trans.__('not submitted');
    case 'submitted':
      return trans.__('not graded yet');
    case 'needs_person':
      return trans.__('needs manual grading');
    case 'graded':
      return trans.__('graded');
  }
}

/** The points in a column; “?” where a person must decide, “–” without any. */
export function scoreText(row: IBoardRow, column: number): string {
  if (row.needs_person.includes(column)) {
    return '?';
  }
  const points = row.scores[column];
  return points === null || points === undefined ? '–' : String(points);
}

/** What is said of lateness, extension and penalty; empty where there is nothing to say. */
export function lateText(trans: TranslationBundle, row: IBoardRow): string {
  const minutes = Math.ceil(row.late_seconds / 60);
  const hours = Math.floor(minutes / 60);
  const parts = [
    ...(minutes > 0 && hours === 0
      ? [trans._n('%1 minute late', '%1 minutes late', minutes)]
      : []),
    ...(hours > 0 ? [trans._n('%1 hour late', '%1 hours late', hours)] : []),
    ...(row.extended ? [trans.__('extended')] : []),
    ...(row.penalty > 0 ? [trans.__('%1 points off', row.penalty)] : [])
  ];
  return parts.join(', ');
}

/** Whether a row has what is searched for in its name, id or e-mail address, whatever the case. */
export function matches(row: IBoardRow, query: string): boolean {
  const wanted = query.trim().toLocaleLowerCase();
  return [nameOf(row), row.student, row.email].some(text =>
    text.toLocaleLowerCase().includes(wanted)
  );
}

/** The board as a table for spreadsheets. */
export function csvOf(board: IBoard): string {
  const head = [
    'student',
    'first_name',
    'last_name',
    'email',
    'state',
    'points',
    'max_points',
    'penalty',
    'submitted_at',
    'due',
    'late_seconds',
    ...board.columns.map(({ cell }) => cell)
  ];
  const rows = board.rows.map(row => [
    row.student,
    row.first_name,
    row.last_name,
    row.email,
    row.state,
    row.points,
    board.max_points,
    row.penalty,
    row.submitted_at,
    row.due,
    row.late_seconds,
    ...board.columns.map((_, index) => row.scores[index] ?? null)
  ]);
  return [head, ...rows]
    .map(cells => cells.map(csvCell).join(','))
    .join('\n')
    .concat('\n');
}

function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  // What begins like a formula would be run by a spreadsheet.
  const safe =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
