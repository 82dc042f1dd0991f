/**
 * Which cells belong to which exercise. Pure: it sees metadata, not widgets.
 */
import type { NotebookKind } from '../documents';

/** What a cell is to an exercise. */
export type CellRole = 'statement' | 'answer' | 'tests' | 'setup';

/** The exercise and role of one cell; nulls for a cell of the learner's own. */
export interface ICellInfo {
  exercise: string | null;
  role: CellRole | null;
}

/** Where an exercise's strip stands. */
export interface IStripAnchor {
  /** The index of the cell that carries the strip. */
  index: number;
  /** Whether that cell is not an answer, for want of one. */
  answerMissing: boolean;
}

/** What a notebook says of itself. */
export interface INotebookInfo {
  lesson: string;
  notebook: NotebookKind;
}

type Metadata = Record<string, unknown>;

/** A notebook's place in the course, or null for any other notebook. */
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
 * A cell's place.
 *
 * #### Notes
 * Retyping and some tools drop our metadata and keep nbgrader's: an answer cell is a solution there.
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

/**
 * Where each exercise's strip stands: under its last answer cell, or, where somebody deleted that,
 * under its statement.
 */
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

/** The first cell of an exercise: its statement where there is one. -1 where there is none. */
export function firstCell(
  cells: readonly Metadata[],
  exercise: string
): number {
  return cells.findIndex(metadata => cellInfo(metadata).exercise === exercise);
}

/** The exercise that a cell stands in: its own, or that of the nearest one above. */
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
