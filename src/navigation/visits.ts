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
    this._debouncer = new Debouncer(() => this._report(this._panel), SETTLE_MS);
  }

  /** Track a notebook's active cell. */
  watch(panel: NotebookPanel): void {
    panel.content.activeCellChanged.connect(this._settle, this);
    panel.context.pathChanged.connect(() => void this._onRenamed(panel), this);
  }

  /** Set the current notebook. */
  setCurrent(panel: NotebookPanel | null): void {
    this._panel = panel;
    this._settle();
  }

  private _settle(): void {
    this._debouncer.invoke().catch(() => undefined);
  }

  /** Report a new name at once, since the notebook would be looked for under the old one. */
  private async _onRenamed(panel: NotebookPanel): Promise<void> {
    if (panel === this._panel || this._visited.has(panel)) {
      await this._report(panel);
    }
    if (panel !== this._panel) {
      // The learner is still where they were.
      await this._report(this._panel);
    }
  }

  private async _report(panel: NotebookPanel | null): Promise<void> {
    const visit = panel && visitOf(panel);
    const key = JSON.stringify(visit);
    if (visit && key !== this._lastReported) {
      // Best effort: a visit that is lost is made up for by the next.
      await this.api.visit(visit).then(
        () => {
          this._lastReported = key;
          this._visited.add(panel);
        },
        () => undefined
      );
    }
  }

  private readonly _debouncer: Debouncer;
  private _panel: NotebookPanel | null = null;
  private _lastReported = '';
  /** The notebooks in which the learner has been since they were opened. */
  private readonly _visited = new WeakSet<NotebookPanel>();
}

/** The position in a notebook; null if it is none of the course. */
function visitOf(panel: NotebookPanel): IVisit | null {
  if (panel.isDisposed || !panel.content.model) {
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
