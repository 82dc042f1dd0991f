/**
 * Hides what tests cells printed when they were run, once a verdict is newer: it would contradict it.
 */
import { isCodeCellModel } from '@jupyterlab/cells';
import type { ICellModel } from '@jupyterlab/cells';
import { NotebookActions } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

import type { IVerdict } from '../../documents';
import { cellInfo, notebookInfo } from '../../notebook/metadata';
import { atTurnEnd } from '../../notebook/turnend';
import type { StripModels } from './stripmodels';

/** Class of a tests cell whose output is older than the verdict; the style sheet hides the output. */
const OUTDATED = 'jp-homl-mod-outdated';

/** The outputs of the tests cells in one view. */
export class TestsOutputs implements IDisposable {
  /**
   * @param panel - The notebook view.
   * @param models - Know the verdicts.
   */
  constructor(
    private readonly panel: NotebookPanel,
    private readonly models: StripModels
  ) {
    models.changed.connect(this._schedule, this);
    panel.content.modelChanged.connect(this._onModelChanged, this);
    NotebookActions.executed.connect(this._onExecuted, this);
    this._onModelChanged();
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  dispose(): void {
    this._disposed = true;
    Signal.clearData(this);
  }

  private _onModelChanged(): void {
    this.panel.content.model?.cells.changed.connect(this._schedule, this);
    this._schedule();
  }

  private _onExecuted(_: unknown, { cell }: { cell: { model: ICellModel } }) {
    if (isCodeCellModel(cell.model)) {
      this._fresh.add(cell.model);
      this._schedule();
    }
  }

  private _update(): void {
    const { content, context } = this.panel;
    const place = notebookInfo(content.model?.getMetadata('homl'));
    if (place?.notebook !== 'exercises') {
      return;
    }
    for (const cell of content.widgets) {
      const { exercise, role } = cellInfo(cell.model.metadata);
      if (role === 'tests' && exercise !== null) {
        const { last } = this.models.get(context, place.lesson, exercise).state;
        const known = this._verdicts.get(cell.model);
        // A verdict of an earlier visit is known late, though it is older than all that is run here.
        if (last && last.at === null && last.verdict !== known) {
          this._verdicts.set(cell.model, last.verdict);
          this._fresh.delete(cell.model);
        }
        cell.toggleClass(
          OUTDATED,
          last !== null && !this._fresh.has(cell.model)
        );
      }
    }
  }

  private _disposed = false;
  /** Cells that have been run since the last verdict. */
  private readonly _fresh = new WeakSet<ICellModel>();
  private readonly _schedule = atTurnEnd(() => {
    if (!this._disposed && !this.panel.isDisposed) {
      this._update();
    }
  });
  /** The verdicts of this visit by the tests cells that they are newer than. */
  private readonly _verdicts = new WeakMap<ICellModel, IVerdict>();
}
