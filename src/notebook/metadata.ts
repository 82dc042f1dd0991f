/**
 * Reads the course's metadata from notebooks and cells. Pure: it works on metadata, not on widgets.
 */
import type { NotebookKind } from '../documents';

/** Role of a cell in an exercise. */
export type CellRole = 'statement' | 'answer' | 'tests' | 'setup';

/** Exercise and role of a cell; nulls for the learner's own cells. */
export interface ICellInfo {
  exercise: string | null;
  role: CellRole | null;
}

/** Where an exercise's strip is placed. */
export interface IStripAnchor {
  /** Index of the cell that carries the strip. */
  index: number;
  /** Whether the exercise has no answer cell, so that the strip is under its statement. */
  answerMissing: boolean;
}

/** Lesson and kind of a course notebook. */
export interface INotebookInfo {
  lesson: string;
  notebook: NotebookKind;
}

type Metadata = Record<string, unknown>;

/** Parse a notebook's metadata; null if it is not a course notebook. */
export function notebookInfo(homl: unknown): INotebookInfo | null {
  if (!isRecord(homl)) {
    return null;
  }
  const { lesson, notebook } = homl;
  return typeof lesson === 'string' &&
    (notebook === 'lesson' || notebook === 'exercises')
    ? { lesson, notebook }
    : null;
}

/**
 * Exercise and role of a cell.
 *
 * #### Notes
 * Changing a cell's type, and some tools, drop our metadata but keep nbgrader's, where an answer
 * cell is a solution.
 */
export function cellInfo(metadata: Metadata): ICellInfo {
  const { homl, nbgrader } = metadata;
  if (isRecord(homl)) {
    const { exercise, role } = homl;
    if (isRole(role)) {
      return { exercise: typeof exercise === 'string' ? exercise : null, role };
    }
  }
  if (isRecord(nbgrader)) {
    const { grade_id: id, grade, solution } = nbgrader;
    if (typeof id === 'string') {
      if (solution === true) {
        return { exercise: id, role: 'answer' };
      }
      if (grade === true) {
        return { exercise: id.replace(/-tests(-[a-z])?$/, ''), role: 'tests' };
      }
      if (id.endsWith('-statement')) {
        return {
          exercise: id.slice(0, -'-statement'.length),
          role: 'statement'
        };
      }
    }
  }
  return { exercise: null, role: null };
}

/** Where each exercise's strip goes: under its last answer cell or, if that was deleted, under its statement. */
export function stripAnchors(
  cells: readonly Metadata[]
): Map<string, IStripAnchor> {
  const found = new Map<string, IStripAnchor>();
  cells.forEach((metadata, index) => {
    const { exercise, role } = cellInfo(metadata);
    if (exercise === null) {
      return;
    }
    if (role === 'answer') {
      found.set(exercise, { index, answerMissing: false });
    } else if (role === 'statement') {
      if (found.get(exercise)?.answerMissing !== false) {
        found.set(exercise, { index, answerMissing: true });
      }
    }
  });
  return found;
}

/** Index of an exercise's first cell, normally its statement; -1 if it has none. */
export function firstCell(
  cells: readonly Metadata[],
  exercise: string
): number {
  return cells.findIndex(metadata => cellInfo(metadata).exercise === exercise);
}

/** The exercise at a cell: the cell's own, or that of the nearest cell above. */
export function exerciseAt(
  cells: readonly Metadata[],
  index: number
): string | null {
  for (let at = index; at >= 0; at--) {
    const { exercise, role } = cellInfo(cells[at]);
    if (exercise !== null) {
      return exercise;
    }
    if (role === 'setup') {
      return null;
    }
  }
  return null;
}

function isRecord(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRole(value: unknown): value is CellRole {
  return (
    value === 'statement' ||
    value === 'answer' ||
    value === 'tests' ||
    value === 'setup'
  );
}
