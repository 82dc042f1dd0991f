/**
 * Plans the edits that give an exercise its released cells back. Pure: places are those of the
 * cells before any edit.
 */
import type { ICellFact } from '../answers/documents';
import { findUnmarkedAnswer, matchingCells } from './cellproblem';
import type { ICellContent } from './cellproblem';
import { cellInfo, firstCell } from './metadata';

type Metadata = Record<string, unknown>;

/** A cell that an exercise should have. */
export interface IWantedCell extends ICellFact {
  source: string;
  /** Metadata that the cell gets, whatever it had. */
  metadata: Metadata;
  /** Metadata that the cell gets where it had none. */
  defaults?: Metadata;
}

/** One edit of a notebook's cells; `index` counts the cells as they were before all edits. */
export type CellEdit =
  | { kind: 'update'; index: number; source: string; metadata: Metadata }
  | { kind: 'delete'; index: number }
  | {
      kind: 'insert';
      index: number;
      cell: INewCell;
      /** The cell that is moved here, which is deleted where it was; null for a new one. */
      moved: number | null;
    };

/** A cell to insert before another. */
export interface INewCell {
  cell_type: string;
  source: string;
  metadata: Metadata;
}

/** Order of an exercise's cells. */
const ROLES = ['statement', 'answer', 'tests'];

/** A wanted cell and the cell that stands for it; -1 where there is none. */
interface IPlacedCell {
  fact: IWantedCell;
  place: number;
}

/** A repair would have changed cells of other exercises, so it has been undone. */
export class RepairUndoneError extends Error {
  constructor() {
    super('The repair changed other cells and was undone');
    this.name = 'RepairUndoneError';
  }
}

/**
 * The edits that leave each wanted cell once, in the wanted order, with the wanted text and type, and
 * change nothing else; from the end of the notebook to its beginning, so that none moves the place of
 * a later one.
 *
 * #### Notes
 * Of several copies of a cell the first counts. As many cells as are in order stay where they are. A
 * cell that is missing or has been moved comes after the one that precedes it in the exercise, or
 * before the next one, or at the end of the notebook.
 */
export function planCells(
  cells: readonly ICellContent[],
  exercise: string,
  wanted: readonly IWantedCell[]
): CellEdit[] {
  const edits: CellEdit[] = [];
  const taken = new Set<number>();
  const placed: IPlacedCell[] = wanted.map(fact => {
    // Without nbgrader's metadata a tests cell could be any of several.
    const [place = -1, ...surplus] = placesOf(cells, exercise, fact).filter(
      index => !taken.has(index)
    );
    [place, ...surplus].forEach(index => taken.add(index));
    edits.push(...surplus.map(index => ({ kind: 'delete' as const, index })));
    return { fact, place };
  });
  const staying = stayingPlaces(placed);
  let after = -1;
  placed.forEach(({ fact, place }, at) => {
    const { cell_type, defaults, source } = fact;
    const old = place < 0 ? null : cells[place];
    const stays = staying.has(place);
    const metadata = { ...defaults, ...old?.metadata, ...fact.metadata };
    if (stays && old?.type === cell_type) {
      edits.push({ kind: 'update', index: place, source, metadata });
    } else {
      if (old) {
        edits.push({ kind: 'delete', index: place });
      }
      const next = placed.slice(at).find(one => staying.has(one.place));
      const index =
        after >= 0 && !stays
          ? after + 1
          : (next?.place ?? missingPlace(cells, exercise, fact));
      const cell = { cell_type, source, metadata };
      const moved = old?.type === cell_type ? place : null;
      edits.push({ kind: 'insert', index, cell, moved });
    }
    if (stays) {
      after = place;
    }
  });
  return fromTheEnd(edits);
}

/**
 * Places of the cells that need not be moved: as many as are in order; of equally many those that are
 * closest together, and the answer rather than another.
 */
function stayingPlaces(placed: readonly IPlacedCell[]): Set<number> {
  const answer = placed.find(({ fact }) => fact.role === 'answer')?.place ?? -1;
  const span = (run: readonly number[]) => run[run.length - 1] - run[0];
  /** The longest runs that end at each of the cells, with the latest beginning. */
  const runs: number[][] = [];
  for (const { place } of placed) {
    if (place >= 0) {
      const [longest = []] = runs
        .filter(run => run[run.length - 1] < place)
        .sort((one, other) => other.length - one.length || other[0] - one[0]);
      runs.push([...longest, place]);
    }
  }
  const [best = []] = runs.sort(
    (one, other) =>
      other.length - one.length ||
      span(one) - span(other) ||
      Number(other.includes(answer)) - Number(one.includes(answer))
  );
  return new Set(best);
}

/** Cells that stand for a wanted one; for an answer without a marked cell, the learner's cell that lost its metadata. */
function placesOf(
  cells: readonly ICellContent[],
  exercise: string,
  fact: ICellFact
): number[] {
  const places = matchingCells(cells, exercise, fact);
  if (places.length > 0 || fact.role !== 'answer') {
    return places;
  }
  const lost = findUnmarkedAnswer(cells, exercise, fact.cell_type);
  return lost < 0 ? [] : [lost];
}

/** Where a cell is inserted next to which no other of the wanted ones is: before the cell with this index. */
function missingPlace(
  cells: readonly ICellContent[],
  exercise: string,
  fact: ICellFact
): number {
  const rank = ROLES.indexOf(fact.role);
  const before = cells.findIndex(({ metadata }) => {
    const place = cellInfo(metadata);
    return (
      place.exercise === exercise && ROLES.indexOf(place.role ?? '') < rank
    );
  });
  if (before >= 0) {
    return before + 1;
  }
  const first = firstCell(
    cells.map(({ metadata }) => metadata),
    exercise
  );
  return first < 0 ? cells.length : first;
}

/**
 * Edits in an order in which they can be applied one by one.
 *
 * #### Notes
 * At one place, the old cell goes before new ones come, and of several new ones the last comes
 * first, since each is inserted before the others.
 */
function fromTheEnd(edits: readonly CellEdit[]): CellEdit[] {
  return [...edits]
    .reverse()
    .sort(
      (one, other) =>
        other.index - one.index ||
        Number(one.kind === 'insert') - Number(other.kind === 'insert')
    );
}

/**
 * The answer of an exercise whose cells are restored: everything that the learner wrote, in order.
 *
 * #### Notes
 * A pasted copy adds nothing: not the stub, and not lines that another cell has as they stand.
 *
 * @param stub - Text of the answer cell as it was released.
 */
export function keptAnswer(
  cells: readonly ICellContent[],
  exercise: string,
  fact: ICellFact,
  stub: string
): string {
  const texts = placesOf(cells, exercise, fact)
    .map(index => cells[index].source)
    .filter(text => text.trim() !== '');
  const lines = (text: string): string => `\n${text.trimEnd()}\n`;
  const own = texts.filter(
    (text, at) =>
      text.trim() !== stub.trim() &&
      !texts.some(
        (other, index) =>
          index !== at &&
          lines(other).includes(lines(text)) &&
          // Of equal texts the first stays.
          (lines(other) !== lines(text) || index < at)
      )
  );
  return (own.length > 0 ? own : texts.slice(0, 1)).join('\n\n');
}
