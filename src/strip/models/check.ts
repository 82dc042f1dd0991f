/**
 * The life of a check: save, ask, wait for the verdict; try again while the server is away.
 */
import { ApiError, problemOf, UnreachableError } from '../../request';
import type { IHomlApi } from '../../tokens';
import type { CheckEvent } from './stripstate';

/** How long one long poll lasts, in seconds. */
const POLL_SECONDS = 20;

/** How long to wait before asking an unreachable server again, in milliseconds. */
const RETRY_MS = 5000;

/** The notebook, as far as a check is concerned with it. */
export interface ICheckedNotebook {
  /** Its path in the contents API, as it is now. */
  readonly path: string;
  /** The lesson that it belongs to. */
  readonly lesson: string;
  /** All that stands in its cells now; two that are equal are checked alike. */
  readonly text: string;
  /** Write it to disk where it has changed. */
  save(): Promise<void>;
}

/** What a check works with. */
export interface ICheckRunOptions {
  api: Pick<IHomlApi, 'check' | 'job' | 'cancel' | 'visit'>;
  notebook: ICheckedNotebook;
  exercise: string;
  now: () => number;
  /** Called with each thing that happens; a verdict has been dealt with once its promise resolves. */
  onEvent: (event: CheckEvent) => void | Promise<void>;
}

/** The checks of one exercise: at most one is under way. */
export class CheckRun {
  /**
   * @param options - What it works with.
   */
  constructor(private readonly options: ICheckRunOptions) {}

  /**
   * Start a check. Never rejects.
   *
   * #### Notes
   * A check that is under way goes on, unless the notebook has been edited since: then it is of no
   * use any more and a new one takes its place. The server drops the older one by itself.
   */
  async start(): Promise<void> {
    const edited =
      this._checkedText !== null &&
      this._checkedText !== this.options.notebook.text;
    if (this._running && !edited) {
      return;
    }
    if (edited) {
      this._job = null;
    }
    await this._start();
  }

  /** Stop the check that is under way. */
  async cancel(): Promise<void> {
    if (!this._running) {
      return;
    }
    const job = this._job;
    this._job = null;
    this._turn++;
    this._running = false;
    void this.options.onEvent({ type: 'check-cancelled' });
    if (job !== null) {
      await this.options.api.cancel(job).catch(() => undefined);
    }
  }

  /** Ask for nothing more: no try again, no verdict of a check that was asked for. */
  abandon(): void {
    this._turn++;
    this._running = false;
    this._job = null;
    this._stopRetrying();
  }

  /** Wait for the check that the server knows of, or ask for a new one. */
  private async _start(): Promise<void> {
    this._stopRetrying();
    const turn = ++this._turn;
    this._running = true;
    void this.options.onEvent({
      type: 'check-started',
      now: this.options.now()
    });
    try {
      await this._run(turn);
    } catch (reason) {
      this._failed(turn, reason);
    }
  }

  private async _run(turn: number): Promise<void> {
    const known = this._job !== null;
    try {
      await this._requestAndWait(turn);
    } catch (reason) {
      const forgotten = reason instanceof ApiError && reason.status === 404;
      if (!forgotten || !known || turn !== this._turn) {
        throw reason;
      }
      // The server was started anew since it was asked: ask again.
      this._job = null;
      await this._requestAndWait(turn);
    }
  }

  private async _requestAndWait(turn: number): Promise<void> {
    if (this._job === null) {
      this._checkedText = null;
      // One after the other, else the server might take the older request for the newer.
      this._lastPost = this._lastPost
        .catch(() => undefined)
        .then(() => this._post(turn));
      await this._lastPost;
    }
    while (turn === this._turn && this._job !== null) {
      await this._poll(turn, this._job);
    }
  }

  /** Save the notebook and ask for a check of it, unless a newer one has been asked for. */
  private async _post(turn: number): Promise<void> {
    const { api, exercise, notebook, onEvent } = this.options;
    if (turn === this._turn) {
      await this._ensureReachable();
    }
    if (turn !== this._turn) {
      return;
    }
    this._checkedText = notebook.text;
    await notebook.save();
    if (turn !== this._turn) {
      return;
    }
    const job = await api.check(notebook.path, exercise);
    if (turn === this._turn) {
      this._job = job;
      void onEvent({ type: 'check-queued', position: 0 });
    } else {
      // Cancelled or replaced between the request and its answer.
      await api.cancel(job).catch(() => undefined);
    }
  }

  /** Wait for the job once; when it has ended there is none any more. */
  private async _poll(turn: number, job: string): Promise<void> {
    const { api, onEvent } = this.options;
    const { state, position, result, message, problem } = await api.job(
      job,
      POLL_SECONDS
    );
    if (turn !== this._turn) {
      return;
    }
    if (state === 'queued' || state === 'running') {
      void onEvent({ type: 'check-queued', position });
      return;
    }
    this._job = null;
    this._running = false;
    if (state === 'cancelled') {
      void onEvent({ type: 'check-cancelled' });
    } else if (state === 'done' && result) {
      await onEvent({ type: 'check-ended', verdict: result });
    } else {
      throw new ApiError(500, message ?? '', problem);
    }
  }

  /**
   * See whether the server answers before the notebook is saved: a save that fails opens a dialog of
   * JupyterLab's, and a strip that tries again every few seconds must not.
   */
  private async _ensureReachable(): Promise<void> {
    const { api, exercise, notebook } = this.options;
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

  private _failed(turn: number, reason: unknown): void {
    const { now, onEvent } = this.options;
    if (turn !== this._turn) {
      return;
    }
    this._running = false;
    if (reason instanceof UnreachableError) {
      void onEvent({ type: 'check-unreachable', retryAt: now() + RETRY_MS });
      // A job that was already asked for goes on there: the next try asks for its verdict.
      this._retry = setTimeout(() => void this._start(), RETRY_MS);
    } else {
      this._job = null;
      void onEvent({ type: 'check-refused', problem: problemOf(reason) });
    }
  }

  private _stopRetrying(): void {
    clearTimeout(this._retry);
    this._retry = undefined;
  }

  /** What stood in the notebook when it was saved for the last check; null until then. */
  private _checkedText: string | null = null;
  /** The check that the server has been asked for and has not answered yet. */
  private _job: string | null = null;
  /** The last request for a check, with the saving before it. */
  private _lastPost: Promise<void> = Promise.resolve();
  private _retry: ReturnType<typeof setTimeout> | undefined;
  private _running = false;
  private _turn = 0;
}
