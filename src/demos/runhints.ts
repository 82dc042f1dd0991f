/**
 * Tells learners who have not run a cell yet how to, under the first one of a lesson.
 */
import { CodeCell, isCodeCellModel } from '@jupyterlab/cells';
import type { ICellModel } from '@jupyterlab/cells';
import { NotebookActions } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { PanelLayout } from '@lumino/widgets';

import { hasRunCells } from '../models/runcells';
import { notebookInfo } from '../notebook/metadata';
import type { ICourseModel } from '../tokens';
import { liveKind } from './livecells';
import { RunHint } from './runhint';

/** The note in one view of a lesson. */
export class RunHints implements IDisposable {
  /**
   * @param panel - The notebook view.
   * @param course - Knows whether the learner has run a cell before.
   * @param trans - The translation bundle.
   */
  constructor(
    private readonly panel: NotebookPanel,
    private readonly course: ICourseModel,
    private readonly trans: TranslationBundle
  ) {
    course.changed.connect(this._update, this);
    NotebookActions.executed.connect(this._onExecuted, this);
    void panel.context.ready.then(() => this._update());
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  dispose(): void {
    this._disposed = true;
    Signal.clearData(this);
    this._hint?.dispose();
    this._hint = null;
  }

  private _onExecuted(_: unknown, { cell }: { cell: { model: ICellModel } }) {
    if (isCodeCellModel(cell.model)) {
      this.dispose();
    }
  }

  private _update(): void {
    const { course, panel } = this;
    const known = course.state.course;
    if (
      !known ||
      this._disposed ||
      panel.isDisposed ||
      !panel.context.isReady
    ) {
      return;
    }
    const { model, widgets } = panel.content;
    const codeCells = widgets.filter(cell => cell instanceof CodeCell);
    if (
      notebookInfo(model?.getMetadata('homl'))?.notebook !== 'lesson' ||
      hasRunCells(known) ||
      codeCells.some(cell => cell.model.executionCount !== null)
    ) {
      this.dispose();
      return;
    }
    const first = codeCells.find(
      ({ model: { metadata, sharedModel } }) =>
        liveKind(metadata, sharedModel.getSource()) === null
    );
    if (first && !this._hint) {
      void first.ready.then(
        () => this._put(first),
        () => undefined
      );
    }
  }

  private _put(cell: CodeCell): void {
    if (!this._disposed && !cell.isDisposed && !this._hint) {
      this._hint = new RunHint(this.trans);
      (cell.layout as PanelLayout).addWidget(this._hint);
    }
  }

  private _disposed = false;
  private _hint: RunHint | null = null;
}
