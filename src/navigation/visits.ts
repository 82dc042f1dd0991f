/**
 * Reports the learner's position to the server, so that *Continue* returns there, in the same
 * notebook.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Debouncer } from '@lumino/polling';

import type { IVisit } from '../documents';
import { exerciseAt, notebookInfo } from '../notebook/metadata';
import type { IHomlApi } from '../tokens';

/** How long a position has to be held before it counts, in milliseconds. */
const SETTLE_MS = 1500;

/** Tracks the position in the current notebook. */
export class VisitTracker {
  /** @param api - Receives the visits. */
  constructor(private readonly api: Pick<IHomlApi, 'visit'>) {
    this._debouncer = new Debouncer(() => this._report(), SETTLE_MS);
  }

  /** Track a notebook's active cell. */
  watch(panel: NotebookPanel): void {
    panel.content.activeCellChanged.connect(this._settle, this);
    // A notebook that is renamed and closed at once would be looked for under its old name.
    panel.context.pathChanged.connect(() => {
      if (panel === this._panel) {
        void this._report();
      }
    }, this);
  }

  /** Set the current notebook. */
  setCurrent(panel: NotebookPanel | null): void {
    this._panel = panel;
    this._settle();
  }

  private _settle(): void {
    this._debouncer.invoke().catch(() => undefined);
  }

  private async _report(): Promise<void> {
    const visit = this._currentVisit();
    const key = JSON.stringify(visit);
    if (visit && key !== this._lastReported) {
      // Best effort: a visit that is lost is made up for by the next.
      await this.api.visit(visit).then(
        () => {
          this._lastReported = key;
        },
        () => undefined
      );
    }
  }

  private _currentVisit(): IVisit | null {
    const panel = this._panel;
    if (!panel || panel.isDisposed || !panel.content.model) {
      return null;
    }
    const { activeCellIndex, model, widgets } = panel.content;
    const place = notebookInfo(model.getMetadata('homl'));
    if (!place) {
      return null;
    }
    const exercise =
      place.notebook === 'exercises'
        ? exerciseAt(
            widgets.map(cell => cell.model.metadata),
            activeCellIndex
          )
        : null;
    return { ...place, exercise, path: panel.context.localPath };
  }

  private readonly _debouncer: Debouncer;
  private _panel: NotebookPanel | null = null;
  private _lastReported = '';
}
