/**
 * Reads and edits the exercise cells of an open notebook; the strip's model works through it.
 */
import { isCodeCellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';
import type { PartialJSONObject } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';

import type { ICellFact, IHandedCell, IRestore } from '../answers/documents';
import type { IFreshCell } from '../documents';
import type { ICellContent } from './cellproblem';
import { keptAnswer, planCells, RepairUndoneError } from './cellrepair';
import type { CellEdit, IWantedCell } from './cellrepair';
import { cellInfo } from './metadata';
import { NotebookSaver } from './notebooksaver';
import { endUndoStep } from './undostep';

/** Document context of a notebook. */
export type NotebookContext = NotebookPanel['context'];

type SharedCell = Parameters<
  NotebookContext['model']['sharedModel']['insertCell']
>[1];

/** An open notebook of the course, shared by all its views. */
export class CourseNotebook {
  /**
   * @param context - Document context of the notebook.
   * @param contents - Converts a path with a drive name to a contents API path.
   */
  constructor(
    private readonly context: NotebookContext,
    private readonly contents: Pick<Contents.IManager, 'localPath'>
  ) {
    this._saver = new NotebookSaver(context);
  }

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

  /** Emitted when a cell has changed, so on every key pressed in one. */
  get changed(): ISignal<unknown, void> {
    return this.context.model.contentChanged;
  }

  answer(exercise: string): string {
    return answerText(this.cells, exercise);
  }

  /** The answers to some exercises, from one reading of the cells. */
  answers(exercises: Iterable<string>): Map<string, string> {
    const cells = this.cells;
    return new Map(
      [...exercises].map(exercise => [exercise, answerText(cells, exercise)])
    );
  }

  save(): Promise<void> {
    return this._saver.save();
  }

  async restore(exercise: string, cells: IFreshCell[]): Promise<void> {
    this._edit(
      exercise,
      cells.map(cell => freshCell(exercise, cell))
    );
    await this._saver.save();
  }

  async setAnswer(
    exercise: string,
    source: string,
    type: IFreshCell['cell_type']
  ): Promise<void> {
    const { sharedModel } = this.context.model;
    const places = answerPlaces(this.cells, exercise);
    const isWhole =
      places.length === 1 && sharedModel.getCell(places[0]).cell_type === type;
    if (isWhole) {
      // A separate edit, so that Ctrl Z in the cell undoes it.
      sharedModel.getCell(places[0]).setSource(source);
    } else {
      const cell = { grade_id: exercise, cell_type: type, source };
      this._edit(exercise, [freshCell(exercise, cell)]);
    }
    await this._saver.save();
  }

  async repairCells(exercise: string, released: IRestore): Promise<void> {
    const cells = this.cells;
    const wanted = released.cells.map(cell => {
      const fact = releasedCell(cell.metadata, cell);
      const { metadata, source } = cell;
      return {
        ...fact,
        metadata,
        source:
          fact.role === 'answer'
            ? keptAnswer(cells, exercise, fact, source) || released.answer
            : source
      };
    });
    this._edit(exercise, wanted);
    await this._saver.save();
  }

  /**
   * Give an exercise its wanted cells, in one step of undo.
   *
   * @throws RepairUndoneError if a cell that is not the exercise's own changed; then nothing has.
   */
  private _edit(exercise: string, wanted: IWantedCell[]): void {
    const { sharedModel } = this.context.model;
    const edits = planCells(this.cells, exercise, wanted).map(edit =>
      this._withMovedCell(edit)
    );
    const adopted = edits.flatMap(edit => {
      const place = edit.kind === 'update' ? edit.index : movedFrom(edit);
      return place === null ? [] : [sharedModel.getCell(place).getId()];
    });
    const before = this._otherCells(exercise, adopted);
    endUndoStep(sharedModel);
    sharedModel.transact(() => edits.forEach(edit => this._apply(edit)));
    endUndoStep(sharedModel);
    if (this._otherCells(exercise, adopted) !== before) {
      sharedModel.undo();
      throw new RepairUndoneError();
    }
  }

  /** An edit that moves a cell with its id, and with its output unless its text changes; others as they are. */
  private _withMovedCell(edit: CellEdit): CellEdit {
    const place = movedFrom(edit);
    if (edit.kind !== 'insert' || place === null) {
      return edit;
    }
    const cell = this.context.model.sharedModel.getCell(place).toJSON();
    const isSame = cell.source === edit.cell.source;
    const kept = isSame
      ? cell
      : { id: cell.id, ...('outputs' in cell && { outputs: [] }) };
    return { ...edit, cell: { ...kept, ...edit.cell } };
  }

  /**
   * #### Notes
   * The shared model updates its list of cells only after a transaction, so `getCell` finds cells
   * by their place before all edits while insertions and deletions count as the list is by then.
   * Both agree as long as edits go from the end to the beginning.
   */
  private _apply(edit: CellEdit): void {
    const { sharedModel } = this.context.model;
    switch (edit.kind) {
      case 'delete':
        sharedModel.deleteCell(edit.index);
        break;
      case 'insert':
        sharedModel.insertCell(edit.index, edit.cell as SharedCell);
        break;
      case 'update': {
        const cell = sharedModel.getCell(edit.index);
        if (cell.getSource() !== edit.source) {
          cell.setSource(edit.source);
          const model = this.context.model.cells.get(edit.index);
          if (isCodeCellModel(model)) {
            // Output of another text.
            model.clearExecution();
          }
        }
        cell.setMetadata(edit.metadata as PartialJSONObject);
      }
    }
  }

  /** The cells that are not an exercise's own, as text to compare. */
  private _otherCells(exercise: string, adopted: readonly string[]): string {
    const { cells } = this.context.model.sharedModel;
    return JSON.stringify(
      cells
        .map(cell => cell.toJSON())
        .filter(
          ({ id, metadata }) =>
            cellInfo(metadata).exercise !== exercise &&
            !adopted.includes(id as string)
        )
    );
  }

  private readonly _saver: NotebookSaver;
}

/** Place of the cell that an edit moves; null for any other edit. */
function movedFrom(edit: CellEdit): number | null {
  return edit.kind === 'insert' ? edit.moved : null;
}

/** Indices of an exercise's answer cells. */
function answerPlaces(
  cells: readonly ICellContent[],
  exercise: string
): number[] {
  return cells.flatMap(({ metadata }, index) => {
    const place = cellInfo(metadata);
    return place.exercise === exercise && place.role === 'answer'
      ? [index]
      : [];
  });
}

/** Text of an exercise's answer cells; identical copies count once. */
function answerText(cells: readonly ICellContent[], exercise: string): string {
  const texts = answerPlaces(cells, exercise)
    .map(index => cells[index].source)
    .filter(source => source.trim() !== '');
  return [...new Set(texts)].join('\n\n');
}

/** An answer cell in its original state, as a cell that the exercise should have. */
function freshCell(exercise: string, fresh: IFreshCell): IWantedCell {
  return {
    ...fresh,
    role: 'answer',
    metadata: {},
    defaults: {
      homl: { exercise, role: 'answer' },
      nbgrader: {
        grade: false,
        grade_id: fresh.grade_id,
        locked: false,
        schema_version: 3,
        solution: true,
        task: false
      }
    }
  };
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
