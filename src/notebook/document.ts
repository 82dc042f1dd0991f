/**
 * An open notebook, as a strip's model needs it.
 */
import { isCodeCellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';

import type { IFreshCell } from '../documents';
import type { IStripNotebook } from '../models/strip';
import { cellPlace, firstCell } from './cells';

/** The context of a notebook. */
export type NotebookContext = NotebookPanel['context'];

/** One notebook, however many views show it. */
export class CourseNotebook implements IStripNotebook {
  /**
   * @param context - The notebook's context.
   * @param contents - Turns a path with a drive's name into one of the contents API.
   * @param lesson - The lesson that the notebook belongs to.
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

  /** Put one answer cell in the first one's place and take its copies away. */
  private _restoreCell(exercise: string, fresh: IFreshCell): void {
    const { sharedModel } = this.context.model;
    const places = sharedModel.cells.map((cell, index) => ({
      index,
      metadata: cell.getMetadata(),
      place: cellPlace(cell.getMetadata())
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
