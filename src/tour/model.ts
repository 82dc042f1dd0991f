/**
 * Where the tour is: kept, so that it can be left and found again.
 */
import type { IStateDB } from '@jupyterlab/statedb';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

/** Where the place is kept. */
export const TOUR_KEY = 'jupyterlab-homl:tour';

/** The place in the tour. */
export class TourModel {
  /**
   * @param count - How many steps there are.
   * @param state - Where the place is kept; nowhere without.
   */
  constructor(
    readonly count: number,
    private readonly state: Pick<IStateDB, 'fetch' | 'save'> | null
  ) {}

  /** The step to show now or when it goes on, from 0. */
  get step(): number {
    return this._step;
  }

  /** Whether it is shown. */
  get isRunning(): boolean {
    return this._isRunning;
  }

  /** Emitted after every change. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Find the place where it was left. */
  async restore(): Promise<void> {
    const kept = await this.state?.fetch(TOUR_KEY).catch(() => 0);
    if (typeof kept === 'number' && kept > 0 && kept < this.count) {
      this._step = Math.floor(kept);
      this._changed.emit();
    }
  }

  /** Begin, or go on where it was left. */
  start(): void {
    this._set(this._step, true);
  }

  /** One step on; after the last one it is over. */
  next(): void {
    if (this._step + 1 < this.count) {
      this._set(this._step + 1, true);
    } else {
      this._set(0, false);
    }
  }

  /** One step back. */
  back(): void {
    this._set(Math.max(0, this._step - 1), true);
  }

  /** Leave it; the place is kept. */
  leave(): void {
    this._set(this._step, false);
  }

  private _set(step: number, isRunning: boolean): void {
    this._step = step;
    this._isRunning = isRunning;
    // A place that could not be kept costs a few steps.
    this.state?.save(TOUR_KEY, step).catch(() => undefined);
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _isRunning = false;
  private _step = 0;
}
