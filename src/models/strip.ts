/**
 * One exercise's strip in one notebook: asks the server, keeps what it said.
 *
 * Views come and go (cells move, tabs are split, windows scroll); the model stays as long as the
 * notebook is open.
 */
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { IFreshCell, IHints } from '../documents';
import { ApiError, problemOf, UnreachableError } from '../request';
import type { ICourseModel, IHomlApi } from '../tokens';
import { after, INITIAL } from './stripstate';
import type { IStripState, StripEvent } from './stripstate';

/** How long one long poll lasts, in seconds. */
const POLL_SECONDS = 20;

/** How long to wait before asking an unreachable server again, in milliseconds. */
const RETRY_MS = 5000;

/** The notebook, as far as a strip is concerned with it. */
export interface IStripNotebook {
  /** Its path in the contents API, as it is now. */
  readonly path: string;
  /** The lesson that it belongs to. */
  readonly lesson: string;
  /** All that stands in its cells now; two that are equal are checked alike. */
  readonly text: string;
  /** Write it to disk where it has changed. */
  save(): Promise<void>;
  /** Put an exercise's cells back as they were handed out, and save. */
  restore(exercise: string, cells: IFreshCell[]): Promise<void>;
}

/** What a strip works with. */
export interface IStripOptions {
  api: IHomlApi;
  course: Pick<ICourseModel, 'refresh'>;
  notebook: IStripNotebook;
  exercise: string;
  /** Milliseconds since some start. */
  now?: () => number;
}

/** The model of a strip. */
export class StripModel {
  /**
   * @param options - What the strip works with.
   */
  constructor(private readonly options: IStripOptions) {
    this._now = options.now ?? (() => Date.now());
  }

  /** The exercise's id. */
  get exercise(): string {
    return this.options.exercise;
  }

  /** What is shown; a new object after every change. */
  get state(): IStripState {
    return this._state;
  }

  /** Emitted after every change of `state`. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Whether a check or a reset is under way. */
  get busy(): boolean {
    return (
      this._state.check.kind === 'running' ||
      this._state.reset.kind === 'running'
    );
  }

  /**
   * Save the notebook, have the exercise checked, and keep the verdict. Never rejects.
   *
   * #### Notes
   * A check that is under way goes on, unless the notebook has been edited since: then it is of no
   * use any more and a new one takes its place. The server drops the older one by itself.
   */
  async check(): Promise<void> {
    if (this._disposed) {
      return;
    }
    const edited =
      this._asked !== null && this._asked !== this.options.notebook.text;
    if (this._state.check.kind === 'running' && !edited) {
      return;
    }
    if (edited) {
      this._job = null;
    }
    await this._start();
  }

  /** Stop the check that is under way. */
  async cancel(): Promise<void> {
    if (this._state.check.kind !== 'running') {
      return;
    }
    const job = this._job;
    this._job = null;
    this._turn++;
    this._apply({ type: 'check-cancelled' });
    if (job !== null) {
      await this.options.api.cancel(job).catch(() => undefined);
    }
  }

  /** Show the hints that are open. */
  showHints(): Promise<void> {
    return this._hints(() => this.options.api.hints(this.exercise));
  }

  /** Open the next hint. */
  async openHint(): Promise<void> {
    await this._hints(() => this.options.api.openHint(this.exercise));
    await this.options.course.refresh();
  }

  /** Fold the hints away. */
  hideHints(): void {
    this._apply({ type: 'hints-hidden' });
  }

  /** Show the worked solution, or the sentence that says when it opens. */
  async showSolution(): Promise<void> {
    this._apply({ type: 'solution-asked' });
    try {
      const solution = await this.options.api.solution(this.exercise);
      this._apply({ type: 'solution-came', solution });
    } catch (reason) {
      this._apply({ type: 'solution-failed', problem: problemOf(reason) });
    }
  }

  /** Fold the solution away. */
  hideSolution(): void {
    this._apply({ type: 'solution-hidden' });
  }

  /** Put the exercise back as it was handed out; a copy of the notebook is kept. */
  async reset(): Promise<void> {
    if (this.busy) {
      return;
    }
    this._stopRetrying();
    this._job = null;
    this._apply({ type: 'reset-started' });
    const { api, notebook } = this.options;
    try {
      await notebook.save();
      const { backup, cells } = await api.reset(notebook.path, this.exercise);
      await notebook.restore(this.exercise, cells);
      this._apply({ type: 'reset-done', backup, cells });
    } catch (reason) {
      this._apply({ type: 'reset-failed', problem: problemOf(reason) });
    }
  }

  /** Stop whatever is under way. */
  dispose(): void {
    this._disposed = true;
    this._turn++;
    this._stopRetrying();
    Signal.clearData(this);
  }

  /** Wait for the check that the server knows of, or ask for a new one. */
  private async _start(): Promise<void> {
    if (this._state.reset.kind === 'running' || this._disposed) {
      return;
    }
    this._stopRetrying();
    const turn = ++this._turn;
    this._apply({ type: 'check-started', now: this._now() });
    try {
      await this._runCheck(turn);
    } catch (reason) {
      this._checkFailed(turn, reason);
    }
  }

  private async _runCheck(turn: number): Promise<void> {
    if (this._job === null) {
      this._asked = null;
      // One after the other, else the server might take the older request for the newer.
      this._posting = this._posting
        .catch(() => undefined)
        .then(() => this._post(turn));
      await this._posting;
    }
    while (turn === this._turn && this._job !== null) {
      await this._poll(turn, this._job);
    }
  }

  /** Save the notebook and ask for a check of it, unless a newer one has been asked for. */
  private async _post(turn: number): Promise<void> {
    const { api, notebook } = this.options;
    if (turn === this._turn) {
      await this._reach();
    }
    if (turn !== this._turn) {
      return;
    }
    this._asked = notebook.text;
    await notebook.save();
    if (turn !== this._turn) {
      return;
    }
    const job = await api.check(notebook.path, this.exercise);
    if (turn === this._turn) {
      this._job = job;
      this._apply({ type: 'check-queued', position: 0 });
    } else {
      // Cancelled or replaced between the request and its answer.
      await api.cancel(job).catch(() => undefined);
    }
  }

  /** Wait for the job once; when it has ended there is none any more. */
  private async _poll(turn: number, job: string): Promise<void> {
    const { state, position, result, message } = await this.options.api.job(
      job,
      POLL_SECONDS
    );
    if (turn !== this._turn) {
      return;
    }
    if (state === 'queued' || state === 'running') {
      this._apply({ type: 'check-queued', position });
      return;
    }
    this._job = null;
    if (state === 'cancelled') {
      this._apply({ type: 'check-cancelled' });
    } else if (state === 'done' && result) {
      this._apply({ type: 'check-ended', verdict: result });
      await this.options.course.refresh();
    } else {
      throw new ApiError(500, message ?? '');
    }
  }

  /**
   * See whether the server answers before the notebook is saved: a save that fails opens a dialog of
   * JupyterLab's, and a strip that tries again every few seconds must not.
   */
  private async _reach(): Promise<void> {
    const { api, notebook, exercise } = this.options;
    try {
      await api.visit({
        lesson: notebook.lesson,
        notebook: 'exercises',
        exercise
      });
    } catch (reason) {
      if (reason instanceof UnreachableError) {
        throw reason;
      }
    }
  }

  private _checkFailed(turn: number, reason: unknown): void {
    if (turn !== this._turn) {
      return;
    }
    if (reason instanceof UnreachableError) {
      const retryAt = this._now() + RETRY_MS;
      this._apply({ type: 'check-unreachable', retryAt });
      // A job that was already asked for goes on there: the next try asks for its verdict.
      this._retry = setTimeout(() => void this._start(), RETRY_MS);
    } else {
      this._job = null;
      this._apply({ type: 'check-refused', problem: problemOf(reason) });
    }
  }

  private async _hints(ask: () => Promise<IHints>): Promise<void> {
    this._apply({ type: 'hints-asked' });
    try {
      this._apply({ type: 'hints-came', hints: await ask() });
    } catch (reason) {
      this._apply({ type: 'hints-failed', problem: problemOf(reason) });
    }
  }

  private _stopRetrying(): void {
    clearTimeout(this._retry);
    this._retry = undefined;
  }

  private _apply(event: StripEvent): void {
    if (!this._disposed) {
      this._state = after(this._state, event);
      this._changed.emit();
    }
  }

  /** What stood in the notebook when it was saved for the last check; null until then. */
  private _asked: string | null = null;
  private _changed = new Signal<this, void>(this);
  private _disposed = false;
  /** The check that the server has been asked for and has not answered yet. */
  private _job: string | null = null;
  private readonly _now: () => number;
  /** The last request for a check, with the saving before it. */
  private _posting: Promise<void> = Promise.resolve();
  private _retry: ReturnType<typeof setTimeout> | undefined;
  private _state: IStripState = INITIAL;
  private _turn = 0;
}
