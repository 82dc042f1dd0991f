/**
 * Life cycle of a check: request, save, poll for the verdict, and retry while the server is
 * unreachable.
 */
import type { ICellContent } from '../../notebook/cellproblem';
import { ApiError, problemOf, UnreachableError } from '../../request';
import type { IHomlApi } from '../../tokens';
import type { CheckEvent } from './stripstate';

/** Duration of one long poll, in seconds. */
const POLL_SECONDS = 20;

/** How long after the server has taken a check the notebook is saved, in milliseconds. */
const SAVE_DELAY_MS = 250;

/** Delay before an unreachable server is tried again, in milliseconds. */
const RETRY_MS = 5000;

/** The notebook, as far as checks need it. */
export interface ICheckedNotebook {
  /** Current path in the contents API. */
  readonly path: string;
  /** Content of all cells; equal texts give equal verdicts. */
  readonly text: string;
  /** The cells as they are now. */
  readonly cells: readonly ICellContent[];
  /** Save the notebook if it has unsaved changes. */
  save(): Promise<void>;
}

/** Dependencies of the checks. */
export interface ICheckRunOptions {
  api: Pick<IHomlApi, 'check' | 'job' | 'cancel'>;
  notebook: ICheckedNotebook;
  exercise: string;
  now: () => number;
  /** Called for each event. The promise returned for a verdict resolves once it has been processed. */
  onEvent: (event: CheckEvent) => void | Promise<void>;
}

/** Runs the checks of one exercise, at most one at a time. */
export class CheckRun {
  /** @param options - Dependencies of the checks. */
  constructor(private readonly options: ICheckRunOptions) {}

  /**
   * Start a check. Never rejects.
   *
   * #### Notes
   * A running check continues unless the notebook has been edited since it started; then its
   * verdict would be outdated and a new check replaces it. The server drops the older check by
   * itself.
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

  /** Cancel the running check. */
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

  /** Stop polling, retrying and saving, and ignore any outstanding response. */
  abandon(): void {
    this._turn++;
    this._running = false;
    this._job = null;
    clearTimeout(this._save);
    this._stopRetrying();
  }

  /** Resume the check that the server already knows, or request a new one. */
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
      // The server has been restarted since the request: request the check again.
      this._job = null;
      await this._requestAndWait(turn);
    }
  }

  private async _requestAndWait(turn: number): Promise<void> {
    if (this._job === null) {
      this._checkedText = null;
      // Serialise the requests, so that the server cannot mistake an older one for the newer.
      this._lastPost = this._lastPost
        .catch(() => undefined)
        .then(() => this._post(turn));
      await this._lastPost;
    }
    while (turn === this._turn && this._job !== null) {
      await this._poll(turn, this._job);
    }
  }

  /**
   * Request a check of the cells as they are, unless a newer request has been made, and save the
   * notebook a little later.
   *
   * #### Notes
   * The server stores what it checks, so the verdict need not wait for the save, which would slow a
   * quick check down. It takes place only if the server has answered: JupyterLab opens a dialog when
   * a save fails, which automatic retries must not cause.
   */
  private async _post(turn: number): Promise<void> {
    const { api, exercise, notebook, onEvent } = this.options;
    if (turn !== this._turn) {
      return;
    }
    this._checkedText = notebook.text;
    const cells = notebook.cells.map(({ type, source, metadata }) => ({
      cell_type: type,
      source,
      metadata
    }));
    const job = await api.check(notebook.path, exercise, cells);
    clearTimeout(this._save);
    this._save = setTimeout(() => {
      // JupyterLab says when it fails; the notebook then stays marked as not saved.
      notebook.save().catch(() => undefined);
    }, SAVE_DELAY_MS);
    if (turn === this._turn) {
      this._job = job;
      void onEvent({ type: 'check-queued', position: 0 });
    } else {
      // Cancelled or replaced while the request was under way.
      await api.cancel(job).catch(() => undefined);
    }
  }

  /** Poll the job once; a job that has ended is forgotten. */
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

  private _failed(turn: number, reason: unknown): void {
    const { now, onEvent } = this.options;
    if (turn !== this._turn) {
      return;
    }
    this._running = false;
    if (reason instanceof UnreachableError) {
      void onEvent({ type: 'check-unreachable', retryAt: now() + RETRY_MS });
      // A check that was already requested continues on the server; the retry polls for its
      // verdict.
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

  /** Content of the notebook in the latest request; null before. */
  private _checkedText: string | null = null;
  /** Id of the job that has been requested and has not ended. */
  private _job: string | null = null;
  /** The latest request for a check. */
  private _lastPost: Promise<void> = Promise.resolve();
  private _retry: ReturnType<typeof setTimeout> | undefined;
  private _running = false;
  private _save: ReturnType<typeof setTimeout> | undefined;
  private _turn = 0;
}
