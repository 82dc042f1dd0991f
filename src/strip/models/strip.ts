/**
 * One exercise's strip in one notebook: asks the server, keeps what it said.
 *
 * Views come and go (cells move, tabs are split, windows scroll); the model stays as long as the
 * notebook is open. The life of a check is in `check.ts`.
 */
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { IExerciseAnswers } from '../../answers/documents';
import type { IHints, IVerdict } from '../../documents';
import { cellInfo } from '../../notebook/metadata';
import { problemOf } from '../../request';
import { CheckRun } from './check';
import type { IStripOptions } from './stripoptions';
import { reduceStrip, INITIAL_STRIP } from './stripstate';
import type {
  CheckEvent,
  IStripState,
  Restored,
  StripEvent
} from './stripstate';

/** The model of a strip. */
export class StripModel {
  /**
   * @param options - What the strip works with.
   */
  constructor(private readonly options: IStripOptions) {
    const { api, exercise, notebook } = options;
    this._now = options.now ?? (() => Date.now());
    this._run = new CheckRun({
      api,
      exercise,
      notebook,
      now: this._now,
      onEvent: event => this._onCheck(event)
    });
  }

  /** The exercise's id. */
  get exercise(): string {
    return this.options.exercise;
  }

  /** What stands in the answer's cells now. */
  get answer(): string {
    return this.options.notebook.answer(this.exercise);
  }

  /** What is shown; a new object after every change. */
  get state(): IStripState {
    return this._state;
  }

  /** Emitted after every change of `state`. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Whether a check is under way, or something is being put back. */
  get busy(): boolean {
    return (
      this._state.check.kind === 'running' ||
      this._state.reset.kind === 'running'
    );
  }

  /** Whether the answer is written, and not what was checked last. */
  get edited(): boolean {
    const answer = this.answer.trim();
    return answer !== '' && answer !== this._checkedAnswer.trim();
  }

  /** Take in what the server remembers of earlier visits. */
  applyAnswers(answers: IExerciseAnswers): void {
    this._checkedAnswer ||= answers.last?.source ?? answers.stub;
    this._apply({ type: 'answers-loaded', answers, now: this._now() });
  }

  /** Save the notebook, have the exercise checked, and keep the verdict. Never rejects. */
  async check(): Promise<void> {
    if (this._state.reset.kind !== 'running' && !this._disposed) {
      await this._run.start();
    }
  }

  /** Stop the check that is under way. */
  cancel(): Promise<void> {
    return this._run.cancel();
  }

  /** Show the hints that are open. */
  showHints(): Promise<void> {
    return this._loadHints(() => this.options.api.hints(this.exercise));
  }

  /** Open the next hint, or hear when it opens. */
  async openHint(): Promise<void> {
    await this._loadHints(() => this.options.api.openHint(this.exercise));
    await this.options.course.refresh();
  }

  /** Open the next hint at once: the learner is stuck. */
  async openHintNow(): Promise<void> {
    await this._loadHints(() => this.options.answers.stuck(this.exercise));
    await this.options.course.refresh();
  }

  /** Fold the hints away. */
  hideHints(): void {
    this._apply({ type: 'hints-hidden' });
  }

  /** Show the worked solution, or the sentence that says when it opens. */
  async showSolution(): Promise<void> {
    this._apply({ type: 'solution-requested' });
    try {
      const solution = await this.options.api.solution(this.exercise);
      this._apply({ type: 'solution-loaded', solution });
    } catch (reason) {
      this._apply({ type: 'solution-failed', problem: problemOf(reason) });
    }
  }

  /** Fold the solution away. */
  hideSolution(): void {
    this._apply({ type: 'solution-hidden' });
  }

  /** Keep the learner's own rating of a short answer, point by point. */
  async rate(given: boolean[]): Promise<void> {
    this._apply({ type: 'rating-submitted' });
    try {
      await this.options.answers.rate(this.exercise, given);
      this._apply({ type: 'rating-saved', given });
      await this.options.course.refresh();
    } catch (reason) {
      this._apply({ type: 'rating-failed', problem: problemOf(reason) });
    }
  }

  /** Show the attempts, newest first in the view. */
  async showHistory(): Promise<void> {
    this._apply({ type: 'history-requested' });
    try {
      const attempts = await this.options.answers.attempts(this.exercise);
      this._apply({ type: 'history-loaded', attempts });
    } catch (reason) {
      this._apply({ type: 'history-failed', problem: problemOf(reason) });
    }
  }

  /** Fold the attempts away. */
  hideHistory(): void {
    this._apply({ type: 'history-hidden' });
  }

  /** Hold an attempt against what stands in the cell, or none with null. */
  async compare(id: number | null): Promise<void> {
    try {
      const attempt =
        id === null ? null : await this.options.answers.attempt(id);
      this._apply({ type: 'history-compared', attempt });
    } catch (reason) {
      this._apply({ type: 'history-failed', problem: problemOf(reason) });
    }
  }

  /** Put the exercise back as it was handed out; a copy of the notebook is kept. */
  reset(): Promise<void> {
    return this._restore('reset', async ({ api, notebook }) => {
      const { backup, cells } = await api.reset(notebook.path, this.exercise);
      await notebook.restore(this.exercise, cells);
      return backup;
    });
  }

  /** Put the answer of an attempt into the cell; a copy of the notebook is kept. */
  restoreAttempt(id: number): Promise<void> {
    return this._restore('attempt', async ({ answers, notebook }) => {
      const { answer, backup, cells } = await answers.restore(
        notebook.path,
        this.exercise,
        id
      );
      const handed = cells.find(
        ({ metadata }) => cellInfo(metadata).role === 'answer'
      );
      await notebook.setAnswer(
        this.exercise,
        answer,
        handed?.cell_type ?? 'code'
      );
      return backup;
    });
  }

  /** Put cells that were cut, split, copied or retyped in order; a copy of the notebook is kept. */
  repairCells(): Promise<void> {
    return this._restore('cells', async ({ answers, notebook }) => {
      const handed = await answers.restore(notebook.path, this.exercise);
      await notebook.repairCells(this.exercise, handed);
      return handed.backup;
    });
  }

  /** Stop whatever is under way. */
  dispose(): void {
    this._disposed = true;
    this._run.abandon();
    Signal.clearData(this);
  }

  private async _restore(
    what: Restored,
    work: (options: IStripOptions) => Promise<string>
  ): Promise<void> {
    if (this.busy) {
      return;
    }
    this._run.abandon();
    this._apply({ type: 'reset-started' });
    try {
      await this.options.notebook.save();
      const backup = await work(this.options);
      this._apply({ type: 'reset-done', what, backup });
    } catch (reason) {
      this._apply({ type: 'reset-failed', problem: problemOf(reason) });
    }
  }

  private async _onCheck(event: CheckEvent): Promise<void> {
    if (event.type === 'check-started') {
      this._checkingAnswer = this.answer;
    }
    this._apply(event);
    if (event.type === 'check-ended') {
      this._checkedAnswer = this._checkingAnswer;
      await this._onVerdict(event.verdict);
    }
  }

  private async _onVerdict(verdict: IVerdict): Promise<void> {
    const { api, course } = this.options;
    const { hints, history, solution } = this._state;
    await Promise.all([
      course.refresh(),
      // An attempt may have opened the next hint.
      hints.opensAt === null
        ? undefined
        : api.hints(this.exercise).then(
            came => this._onHints(came),
            () => undefined
          ),
      history.shown ? this.showHistory() : undefined,
      // Rubric and model answer open with the answer.
      verdict.status === 'answered' && !solution.shown
        ? this.showSolution()
        : undefined
    ]);
  }

  private async _loadHints(ask: () => Promise<IHints>): Promise<void> {
    this._apply({ type: 'hints-requested' });
    try {
      this._onHints(await ask());
    } catch (reason) {
      this._apply({ type: 'hints-failed', problem: problemOf(reason) });
    }
  }

  private _onHints(hints: IHints): void {
    this._apply({ type: 'hints-loaded', hints, now: this._now() });
  }

  private _apply(event: StripEvent): void {
    if (!this._disposed) {
      this._state = reduceStrip(this._state, event);
      this._changed.emit();
    }
  }

  /** The answer when the check began that is under way, or ended last. */
  private _checkingAnswer = '';
  private _changed = new Signal<this, void>(this);
  /** The answer that was checked last, or that was handed out, as far as is known. */
  private _checkedAnswer = '';
  private _disposed = false;
  private readonly _now: () => number;
  private readonly _run: CheckRun;
  private _state: IStripState = INITIAL_STRIP;
}
