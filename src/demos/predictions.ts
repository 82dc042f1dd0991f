/**
 * Draws a lesson's predictions below their cells, without running anything, and keeps the choices.
 */
import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { PanelLayout } from '@lumino/widgets';

import { notebookInfo } from '../notebook/metadata';
import type { IPredictionsApi } from './api';
import type { IPrediction } from './documents';
import { PredictionForm } from './predictionform';

import '../../style/quiz.css';
import '../../style/demos.css';

/** Class of a cell whose question is drawn; the style sheet hides its folded code and its output. */
export const DRAWN = 'jp-homl-mod-predicted';

/** The predictions in one view of a lesson. */
export class Predictions implements IDisposable {
  /**
   * @param panel - The notebook view.
   * @param api - Gives the questions and stores the choices.
   * @param trans - The translation bundle.
   */
  constructor(
    private readonly panel: NotebookPanel,
    private readonly api: IPredictionsApi,
    private readonly trans: TranslationBundle
  ) {
    void panel.context.ready.then(() => this._load());
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  dispose(): void {
    this._disposed = true;
    Signal.clearData(this);
  }

  private async _load(): Promise<void> {
    const { model } = this.panel.content;
    const place = notebookInfo(model?.getMetadata('homl'));
    if (!model || place?.notebook !== 'lesson' || this._disposed) {
      return;
    }
    this._lesson = place.lesson;
    // Where the server does not answer, the questions are drawn by the kernel.
    const found = await this.api.lesson(place.lesson).catch(() => null);
    if (found && !this.panel.isDisposed) {
      this._known = new Map(found.predictions.map(one => [one.source, one]));
      model.cells.changed.connect(this._place, this);
      this._place();
    }
  }

  /** Draw the questions of the cells that are still as they were handed out. */
  private _place(): void {
    for (const cell of this.panel.content.widgets) {
      const prediction = this._known.get(cell.model.sharedModel.getSource());
      if (prediction && cell.isPlaceholder()) {
        cell.ready.then(
          () => this._place(),
          () => undefined
        );
      } else if (prediction && !cell.hasClass(DRAWN) && !cell.isDisposed) {
        this._draw(cell, prediction);
      }
    }
  }

  private _draw(cell: Cell, prediction: IPrediction): void {
    const form = new PredictionForm(
      prediction,
      async choice => {
        const answered = await this.api.choose(
          this._lesson,
          prediction.id,
          choice
        );
        this._known.set(prediction.source, answered);
        return answered;
      },
      this.trans
    );
    cell.addClass(DRAWN);
    (cell.layout as PanelLayout).addWidget(form);
    // An edited question is its writer's own, which the kernel draws.
    const onEdited = (): void => {
      if (cell.model.sharedModel.getSource() !== prediction.source) {
        cell.model.contentChanged.disconnect(onEdited);
        cell.removeClass(DRAWN);
        form.dispose();
      }
    };
    cell.model.contentChanged.connect(onEdited);
    form.disposed.connect(() =>
      cell.model?.contentChanged.disconnect(onEdited)
    );
  }

  private _disposed = false;
  /** The questions by the source of their cell. */
  private _known = new Map<string, IPrediction>();
  private _lesson = '';
}
