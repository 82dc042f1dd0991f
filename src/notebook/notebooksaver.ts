/**
 * Saves a notebook such that nothing that is written meanwhile is taken for saved.
 *
 * #### Notes
 * JupyterLab sends the content as it is when a save begins, marks the notebook as saved when it ends,
 * and takes the file of a save that overlaps with another for one that somebody else has changed.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import { PromiseDelegate } from '@lumino/coreutils';

/** The longest wait for a save that somebody else has begun; one that was cancelled in a dialog never ends. */
const PATIENCE_MS = 5000;

/** Saves one notebook. */
export class NotebookSaver {
  /** @param context - Document context of the notebook. */
  constructor(
    private readonly context: Pick<
      NotebookPanel['context'],
      'model' | 'save' | 'saveState'
    >
  ) {
    context.model.contentChanged.connect(() => {
      this._edits++;
    }, this);
    context.saveState.connect(this._onSaveState, this);
  }

  /** Save what is there now, unless it is in the file; after a save that is under way. */
  save(): Promise<void> {
    const last = this._last.then(() => this._saveNow());
    this._last = last.catch(() => undefined);
    return last;
  }

  private async _saveNow(): Promise<void> {
    await this._othersSave();
    if (this.context.model.dirty) {
      try {
        await this.context.save();
      } finally {
        this._ended();
      }
    }
  }

  /** Wait for a save that is under way. */
  private async _othersSave(): Promise<void> {
    if (this._underWay) {
      const timer = setTimeout(() => this._ended(), PATIENCE_MS);
      await this._underWay.promise;
      clearTimeout(timer);
    }
  }

  private _ended(): void {
    this._underWay?.resolve();
    this._underWay = null;
  }

  private _onSaveState(_: unknown, state: string): void {
    const { model } = this.context;
    if (state === 'started') {
      this._editsBefore = this._edits;
      this._underWay ??= new PromiseDelegate<void>();
      return;
    }
    if (state === 'completed' && this._edits !== this._editsBefore) {
      model.dirty = true;
    }
    if (state === 'completed' || state === 'failed') {
      this._ended();
    }
  }

  /** Number of changes so far. */
  private _edits = 0;
  /** Number of changes when the latest save began. */
  private _editsBefore = 0;
  private _last: Promise<void> = Promise.resolve();
  /** Ends with the save that is under way; null if there is none. */
  private _underWay: PromiseDelegate<void> | null = null;
}
