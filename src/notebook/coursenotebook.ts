/**
 * Reads and edits the exercise cells of an open notebook; the strip's model works through it.
 */
import { isCodeCellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';

import type { ICellFact, IHandedCell, IRestore } from '../answers/documents';
import type { IFreshCell } from '../documents';
import { findUnmarkedAnswer, matchingCells } from './cellproblem';
import type { ICellContent } from './cellproblem';
import { cellInfo, firstCell } from './metadata';

/** Document context of a notebook. */
export type NotebookContext = NotebookPanel['context'];

/** An open notebook of the course, shared by all its views. */
export class CourseNotebook {
  /**
   * @param context - Document context of the notebook.
   * @param contents - Converts a path with a drive name to a contents API path.
   * @param lesson - Id of the notebook's lesson.
   */
  constructor(
    private readonly context: NotebookContext,
    private readonly contents: Pick<Contents.IManager, 'localPath'>,
    readonly lesson: string
  ) {}

  get path(): string {
    return this.contents.localPath(this.context.path);
  }

  get text(): string {
    const { cells } = this.context.model.sharedModel;
    return JSON.stringify(cells.map(cell => cell.getSource()));
  }

  /** The cells as they are now. */
  get cells(): ICellContent[] {
    return this.context.model.sharedModel.cells.map(cell => ({
      type: cell.cell_type,
      source: cell.getSource(),
      metadata: cell.getMetadata()
    }));
  }

  answer(exercise: string): string {
    return answerText(this.cells, exercise);
  }

  async save(): Promise<void> {
    if (this.context.model.dirty) {
      await this.context.save();
    }
  }

  async restore(exercise: string, cells: IFreshCell[]): Promise<void> {
    const { sharedModel } = this.context.model;
    sharedModel.transact(() => {
      for (const fresh of cells) {
        this._restoreCell(exercise, fresh);
      }
    });
    await this.context.save();
  }

  async setAnswer(
    exercise: string,
    source: string,
    type: IFreshCell['cell_type']
  ): Promise<void> {
    const { sharedModel } = this.context.model;
    const places = this._places(exercise);
    const isWhole =
      places.length === 1 && sharedModel.getCell(places[0]).cell_type === type;
    if (isWhole) {
      // A separate edit, so that Ctrl Z in the cell undoes it.
      sharedModel.getCell(places[0]).setSource(source);
    } else {
      sharedModel.transact(() =>
        this._restoreCell(exercise, {
          grade_id: exercise,
          cell_type: type,
          source
        })
      );
    }
    await this.context.save();
  }

  async repairCells(exercise: string, released: IRestore): Promise<void> {
    const { sharedModel } = this.context.model;
    const facts = released.cells.map(cell => releasedCell(cell.metadata, cell));
    const cells = this.cells;
    const type = facts.find(({ role }) => role === 'answer')?.cell_type ?? '';
    const written = answerText(cells, exercise);
    const lost = written ? -1 : findUnmarkedAnswer(cells, exercise, type);
    sharedModel.transact(() => {
      if (lost >= 0) {
        // The learner's own cell: only its metadata is missing.
        const cell = sharedModel.getCell(lost);
        cell.setMetadata({
          ...cell.getMetadata(),
          homl: { exercise, role: 'answer' }
        });
      }
      const first = firstCell(
        this.cells.map(({ metadata }) => metadata),
        exercise
      );
      let at = first < 0 ? sharedModel.cells.length : first;
      released.cells.forEach((cell, index) => {
        const fact = facts[index];
        const places = matchingCells(this.cells, exercise, fact);
        const source =
          fact.role !== 'answer'
            ? cell.source
            : places.length > 0
              ? answerText(this.cells, exercise)
              : released.answer;
        for (const surplus of places.slice(1).reverse()) {
          sharedModel.deleteCell(surplus);
        }
        at = this._put(places[0] ?? -1, at, { ...cell, source });
      });
    });
    await this.context.save();
  }

  /** Update the cell at `place` or insert the cell at `at`; returns the index after it. */
  private _put(place: number, at: number, cell: IRestore['cells'][0]): number {
    const { sharedModel } = this.context.model;
    const old = place < 0 ? null : sharedModel.getCell(place);
    const metadata = cell.metadata as Record<string, never>;
    if (old && old.cell_type === cell.cell_type) {
      if (old.getSource() !== cell.source) {
        old.setSource(cell.source);
      }
      old.setMetadata({ ...old.getMetadata(), ...metadata });
      return place + 1;
    }
    if (old) {
      sharedModel.deleteCell(place);
    }
    const target = old ? place : at;
    const { cell_type, source } = cell;
    sharedModel.insertCell(target, { cell_type, metadata, source });
    return target + 1;
  }

  /** Indices of an exercise's answer cells. */
  private _places(exercise: string): number[] {
    return this.context.model.sharedModel.cells.flatMap((cell, index) => {
      const place = cellInfo(cell.getMetadata());
      return place.exercise === exercise && place.role === 'answer'
        ? [index]
        : [];
    });
  }

  /** Restore one answer cell in place of the first one and delete its duplicates. */
  private _restoreCell(exercise: string, fresh: IFreshCell): void {
    const { sharedModel } = this.context.model;
    const places = sharedModel.cells.map((cell, index) => ({
      index,
      metadata: cell.getMetadata(),
      place: cellInfo(cell.getMetadata())
    }));
    const copies = places.filter(
      ({ place }) => place.exercise === exercise && place.role === 'answer'
    );
    const first = copies[0];
    const index = first
      ? first.index
      : firstCell(
          places.map(({ metadata }) => metadata),
          exercise
        ) + 1;
    const metadata = first?.metadata ?? {
      homl: { exercise, role: 'answer' },
      nbgrader: {
        grade: false,
        grade_id: fresh.grade_id,
        locked: false,
        schema_version: 3,
        solution: true,
        task: false
      }
    };
    for (const copy of copies.slice(1).reverse()) {
      sharedModel.deleteCell(copy.index);
    }
    const old = first ? sharedModel.getCell(first.index) : null;
    if (old && old.cell_type === fresh.cell_type) {
      old.setSource(fresh.source);
      const model = this.context.model.cells.get(first.index);
      if (isCodeCellModel(model)) {
        model.clearExecution();
      }
      return;
    }
    const cell = {
      cell_type: fresh.cell_type,
      source: fresh.source,
      metadata
    };
    if (old) {
      sharedModel.deleteCell(index);
    }
    sharedModel.insertCell(index, cell);
  }
}

/** Text of an exercise's answer cells; identical copies count once. */
function answerText(cells: readonly ICellContent[], exercise: string): string {
  const texts = cells
    .filter(({ metadata }) => {
      const place = cellInfo(metadata);
      return place.exercise === exercise && place.role === 'answer';
    })
    .map(({ source }) => source)
    .filter(source => source.trim() !== '');
  return [...new Set(texts)].join('\n\n');
}

/** Id, role and type of a released cell. */
function releasedCell(
  metadata: Record<string, unknown>,
  cell: Pick<IHandedCell, 'id' | 'cell_type'>
): ICellFact {
  const role = cellInfo(metadata).role;
  return {
    grade_id: cell.id,
    role: role === 'setup' || role === null ? 'statement' : role,
    cell_type: cell.cell_type
  };
}
