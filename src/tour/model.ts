/**
 * Model of the position in the tour, which is saved so that the tour can be continued later.
 */
import type { IStateDB } from '@jupyterlab/statedb';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

/** Key of the position in the state database. */
export const TOUR_KEY = 'jupyterlab-homl:tour';

/** Position in the tour. */
export class TourModel {
  /**
   * @param count - Number of steps.
   * @param state - Stores the position; null to store nothing.
   */
  constructor(
    readonly count: number,
    private readonly state: Pick<IStateDB, 'fetch' | 'save'> | null
  ) {}

  /** Index of the current step. */
  get step(): number {
    return this._step;
  }

  /** Whether the tour is running. */
  get isRunning(): boolean {
    return this._isRunning;
  }

  /** Emitted after every change. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Restore the saved position. */
  async restore(): Promise<void> {
    const kept = await this.state?.fetch(TOUR_KEY).catch(() => 0);
    if (typeof kept === 'number' && kept > 0 && kept < this.count) {
      this._step = Math.floor(kept);
      this._changed.emit();
    }
  }

  /** Start or continue the tour. */
  start(): void {
    this._set(this._step, true);
  }

  /** Go to the next step, or finish after the last one. */
  next(): void {
    if (this._step + 1 < this.count) {
      this._set(this._step + 1, true);
    } else {
      this._set(0, false);
    }
  }

  /** Go back one step. */
  back(): void {
    this._set(Math.max(0, this._step - 1), true);
  }

  /** Leave the tour and keep the position. */
  leave(): void {
    this._set(this._step, false);
  }

  private _set(step: number, isRunning: boolean): void {
    this._step = step;
    this._isRunning = isRunning;
    // If the position cannot be saved, the tour starts a few steps earlier.
    this.state?.save(TOUR_KEY, step).catch(() => undefined);
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _isRunning = false;
  private _step = 0;
}
