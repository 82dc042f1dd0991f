/**
 * Detects problems with an exercise's cells, such as a deleted or retyped answer cell. Pure.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { ICellFact } from '../answers/documents';
import { cellInfo } from './metadata';

/** Type, source and metadata of a cell. */
export interface ICellContent {
  type: string;
  source: string;
  metadata: Record<string, unknown>;
}

/** The most serious problem with an exercise's cells. */
export type CellProblem =
  | { kind: 'answer-missing' }
  | { kind: 'answer-unmarked' }
  | { kind: 'answer-retyped'; type: string }
  | { kind: 'answer-split'; count: number }
  | { kind: 'exercise-copied'; count: number }
  | { kind: 'missing'; role: 'statement' | 'tests' }
  | { kind: 'copied'; role: 'statement' | 'tests' }
  | { kind: 'retyped'; role: 'statement' | 'tests' }
  | { kind: 'half-marked' }
  | { kind: 'moved' };

/** Indices of the cells that correspond to a released cell. */
export function matchingCells(
  cells: readonly ICellContent[],
  exercise: string,
  fact: ICellFact
): number[] {
  const found: number[] = [];
  cells.forEach(({ metadata }, index) => {
    const place = cellInfo(metadata);
    if (place.exercise !== exercise || place.role !== fact.role) {
      return;
    }
    // An exercise may have several tests cells, which only nbgrader's grade id tells apart.
    const id = gradeId(metadata);
    if (fact.role === 'answer' || id === null || id === fact.grade_id) {
      found.push(index);
    }
  });
  return found;
}

/**
 * Index of the cell that is most likely the answer if none is marked as such: the last non-empty
 * unmarked cell of the right type between the statement and the next marked cell. -1 if there is
 * none.
 */
export function findUnmarkedAnswer(
  cells: readonly ICellContent[],
  exercise: string,
  type: string
): number {
  const start = cells.findIndex(({ metadata }) => {
    const place = cellInfo(metadata);
    return place.exercise === exercise && place.role === 'statement';
  });
  if (start < 0) {
    return -1;
  }
  let found = -1;
  for (let at = start + 1; at < cells.length; at++) {
    if (cellInfo(cells[at].metadata).role !== null) {
      return found;
    }
    if (cells[at].type === type && cells[at].source.trim() !== '') {
      found = at;
    }
  }
  // No marked cell follows, so these cells could be anything.
  return -1;
}

/** The most serious problem with an exercise's cells; null if there is none. */
export function findCellProblem(
  cells: readonly ICellContent[],
  exercise: string,
  facts: readonly ICellFact[]
): CellProblem | null {
  const places = facts.map(fact => matchingCells(cells, exercise, fact));
  const answer = facts.findIndex(({ role }) => role === 'answer');
  if (answer < 0) {
    return null;
  }
  const { cell_type: type } = facts[answer];
  const answers = places[answer].map(index => cells[index]);
  if (answers.length === 0) {
    return findUnmarkedAnswer(cells, exercise, type) < 0
      ? { kind: 'answer-missing' }
      : { kind: 'answer-unmarked' };
  }
  const retyped = answers.find(cell => cell.type !== type);
  if (retyped) {
    return { kind: 'answer-retyped', type };
  }
  if (answers.length > 1) {
    const copied = facts.some(
      ({ role }, index) =>
        role === 'statement' && places[index].length === answers.length
    );
    return {
      kind: copied ? 'exercise-copied' : 'answer-split',
      count: answers.length
    };
  }
  for (const kind of ['missing', 'copied', 'retyped'] as const) {
    for (const [index, { cell_type, role }] of facts.entries()) {
      const found = places[index];
      const wrong = {
        missing: found.length === 0,
        copied: found.length > 1,
        retyped: found.some(at => cells[at].type !== cell_type)
      };
      if (role !== 'answer' && wrong[kind]) {
        return { kind, role };
      }
    }
  }
  const half = places.flat().some(index => {
    const { homl, nbgrader } = cells[index].metadata;
    return !homl || !nbgrader;
  });
  if (half) {
    return { kind: 'half-marked' };
  }
  const order = places.flat();
  const moved = order.some((place, at) => at > 0 && place < order[at - 1]);
  return moved ? { kind: 'moved' } : null;
}

/** Whether Check can find the answer despite the problem. */
export function canCheck(condition: CellProblem | null): boolean {
  return (
    condition?.kind !== 'answer-missing' &&
    condition?.kind !== 'answer-unmarked'
  );
}

/** The problem in one sentence. */
export function cellProblemText(
  trans: TranslationBundle,
  condition: CellProblem
): string {
  switch (condition.kind) {
    case 'answer-missing':
      return trans.__('The answer cell of this exercise is missing.');
    case 'answer-unmarked':
      return trans.__(
        'The answer cell has lost its metadata, so Check cannot find it.'
      );
    case 'answer-retyped':
      return condition.type === 'code'
        ? trans.__('The answer cell is no longer a code cell.')
        : trans.__('The answer cell is no longer a Markdown cell.');
    case 'answer-split':
      return trans.__(
        'The answer is split over %1 cells; Check runs all of them in order.',
        condition.count
      );
    case 'exercise-copied':
      return trans.__(
        'This exercise is in the notebook %1 times; Check runs all of its answers in order.',
        condition.count
      );
    case 'missing':
      return condition.role === 'tests'
        ? trans.__(
            'The cell with the checks is missing. Check still works, but grading needs this cell.'
          )
        : trans.__('The cell with the text of this exercise is missing.');
    case 'copied':
      return condition.role === 'tests'
        ? trans.__('The cell with the checks has been duplicated.')
        : trans.__('The text of this exercise has been duplicated.');
    case 'retyped':
      return condition.role === 'tests'
        ? trans.__('The cell with the checks is no longer a code cell.')
        : trans.__(
            'The cell with the text of this exercise is no longer a Markdown cell.'
          );
    case 'half-marked':
      return trans.__(
        'A cell of this exercise has lost some of its metadata, which grading needs.'
      );
    case 'moved':
      return trans.__(
        'The cells of this exercise are out of order. Check still works, but grading runs them from top to bottom.'
      );
  }
}

function gradeId(metadata: Record<string, unknown>): string | null {
  const { nbgrader } = metadata;
  if (typeof nbgrader !== 'object' || nbgrader === null) {
    return null;
  }
  const { grade_id: id } = nbgrader as Record<string, unknown>;
  return typeof id === 'string' ? id : null;
}
