/**
 * Model of one exercise's strip in one notebook.
 *
 * Views come and go as cells move and notebooks are split or scrolled; the model lives as long as
 * the notebook is open. The life cycle of a check is in `check.ts`.
 */
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { IExerciseAnswers } from '../../answers/documents';
import type { ICourse, IHints, IVerdict } from '../../documents';
import { milestoneOf } from '../../models/milestone';
import { RepairUndoneError } from '../../notebook/cellrepair';
import { cellInfo } from '../../notebook/metadata';
import { isPassed } from '../../passing';
import { problemOf } from '../../request';
import { CheckRun } from './check';
import type { IStripOptions } from './stripoptions';
import { INITIAL_STRIP, reduceStrip } from './stripstate';
import type {
  AnswerState,
  CheckEvent,
  IStripState,
  Restored,
  StripEvent
} from './stripstate';

/** The model of a strip. */
export class StripModel {
  /** @param options - Dependencies of the model. */
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

  /** Id of the exercise. */
  get exercise(): string {
    return this.options.exercise;
  }

  /** The current answer. */
  get answer(): string {
    return this.options.notebook.answer(this.exercise);
  }

  /** The current state; replaced by a new object on every change. */
  get state(): IStripState {
    return this._state;
  }

  /** Emitted when `state` changes. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Whether a check or a restore is running. */
  get busy(): boolean {
    return (
      this._state.check.kind === 'running' ||
      this._state.reset.kind === 'running'
    );
  }

  /** Whether there is an answer that differs from the one checked last. */
  get edited(): boolean {
    return this._answerState(this.answer) === 'edited';
  }

  /** Apply what the server knows about earlier visits. */
  applyAnswers(answers: IExerciseAnswers): void {
    this._stub = answers.stub;
    this._judgedAnswer ??= answers.last?.source ?? null;
    this._apply({ type: 'answers-loaded', answers, now: this._now() });
    this.noteAnswer();
  }

  /**
   * Compare the answer with the one that the last verdict is about; to be called when it may have
   * changed.
   */
  noteAnswer(text = this.answer): void {
    const answer = this._answerState(text);
    if (answer !== this._state.answer) {
      this._apply({ type: 'answer-changed', answer });
    }
  }

  /** Save the notebook and check the exercise. Never rejects. */
  async check(): Promise<void> {
    if (this._state.reset.kind !== 'running' && !this._disposed) {
      await this._run.start();
    }
  }

  /** Cancel the running check. */
  cancel(): Promise<void> {
    return this._run.cancel();
  }

  /** Show the open hints. */
  showHints(): Promise<void> {
    return this._loadHints(() => this.options.api.hints(this.exercise));
  }

  /** Open the next hint, or show when it opens. */
  async openHint(): Promise<void> {
    await this._loadHints(() => this.options.api.openHint(this.exercise));
    await this.options.course.refresh();
  }

  /** Open the next hint immediately because the learner is stuck. */
  async openHintNow(): Promise<void> {
    await this._loadHints(() => this.options.answers.stuck(this.exercise));
    await this.options.course.refresh();
  }

  /** Hide the hints. */
  hideHints(): void {
    this._apply({ type: 'hints-hidden' });
  }

  /**
   * Show the worked solution, or the message that says when it opens.
   *
   * #### Notes
   * Before the exercise is passed, seeing it holds the exercise's skills at *familiar*, so the learner is asked first.
   */
  async showSolution(): Promise<void> {
    const exercise = this.options.course.exercise(this.exercise);
    const last = this._state.last?.verdict;
    const costs =
      exercise?.solution.available === true &&
      !exercise.manual &&
      exercise.status !== 'passed' &&
      // The course is fetched again only after the verdict is shown.
      !(last && isPassed(last));
    if (costs && !this._state.solution.asking) {
      this._apply({ type: 'solution-offered' });
      return;
    }
    this._apply({ type: 'solution-requested' });
    try {
      const solution = await this.options.api.solution(this.exercise);
      this._apply({ type: 'solution-loaded', solution });
    } catch (reason) {
      this._apply({ type: 'solution-failed', problem: problemOf(reason) });
    }
  }

  /** Hide the solution. */
  hideSolution(): void {
    this._apply({ type: 'solution-hidden' });
  }

  /** Save the learner's own rating of a short answer, one flag per point. */
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

  /** Show earlier attempts: the last ones, or those before the one with an id in addition. */
  async showHistory(before?: number): Promise<void> {
    this._apply({ type: 'history-requested' });
    try {
      const { answers } = this.options;
      const page = await answers.attempts(this.exercise, before);
      this._apply({ type: 'history-loaded', page, before });
    } catch (reason) {
      this._apply({ type: 'history-failed', problem: problemOf(reason) });
    }
  }

  /** Hide the attempts. */
  hideHistory(): void {
    this._apply({ type: 'history-hidden' });
  }

  /** Compare an attempt with the current answer; null closes the comparison. */
  async compare(id: number | null): Promise<void> {
    try {
      const attempt =
        id === null ? null : await this.options.answers.attempt(id);
      this._apply({ type: 'history-compared', attempt });
    } catch (reason) {
      this._apply({ type: 'history-failed', problem: problemOf(reason) });
    }
  }

  /** Reset the exercise to its original state; the notebook is backed up. */
  reset(): Promise<void> {
    return this._restore('reset', async ({ api, notebook }) => {
      const { backup, cells } = await api.reset(notebook.path, this.exercise);
      await notebook.restore(this.exercise, cells);
      return backup;
    });
  }

  /** Replace the answer by that of an attempt; the notebook is backed up. */
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

  /** Repair cells that were cut, split, copied, moved or retyped; the notebook is backed up. */
  repairCells(): Promise<void> {
    return this._restore('cells', async ({ answers, notebook }) => {
      const handed = await answers.restore(notebook.path, this.exercise);
      await notebook.repairCells(this.exercise, handed);
      return handed.backup;
    });
  }

  /** Stop all activity. */
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
      this._apply(
        reason instanceof RepairUndoneError
          ? { type: 'reset-undone' }
          : { type: 'reset-failed', problem: problemOf(reason) }
      );
    }
  }

  private async _onCheck(event: CheckEvent): Promise<void> {
    if (event.type === 'check-started') {
      this._checkingAnswer = this.answer;
      this._courseBefore = this.options.course.state.course;
    }
    this._apply(event);
    if (event.type === 'check-ended') {
      this._judgedAnswer = this._checkingAnswer;
      this.noteAnswer();
      await this._onVerdict(event.verdict);
    }
  }

  private async _onVerdict(verdict: IVerdict): Promise<void> {
    const { api, course } = this.options;
    const { hints, history, solution } = this._state;
    const before = this._courseBefore;
    await Promise.all([
      course.refresh().then(() => {
        const after = course.state.course;
        const milestone = milestoneOf(before, after, this.exercise);
        if (milestone) {
          this._apply({ type: 'milestone-reached', milestone });
        }
      }),
      // The attempt may have opened the next hint.
      hints.opensAt === null
        ? undefined
        : api.hints(this.exercise).then(
            came => this._onHints(came),
            () => undefined
          ),
      history.shown ? this.showHistory() : undefined,
      // A submitted short answer unlocks the rubric and the model answer.
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

  private _answerState(text: string): AnswerState {
    const answer = essence(text);
    if (this._judgedAnswer !== null && answer === essence(this._judgedAnswer)) {
      return 'judged';
    }
    return answer === '' || answer === essence(this._stub) ? 'blank' : 'edited';
  }

  /** The course at the start of the current or latest check. */
  private _courseBefore: ICourse | null = null;
  /** The answer at the start of the current or latest check. */
  private _checkingAnswer = '';
  private _changed = new Signal<this, void>(this);
  /** The answer that was checked last; null if none was. */
  private _judgedAnswer: string | null = null;
  /** The answer as it was handed out. */
  private _stub = '';
  private _disposed = false;
  private readonly _now: () => number;
  private readonly _run: CheckRun;
  private _state: IStripState = INITIAL_STRIP;
}

/** A text without what makes no difference to a check: empty lines, and blanks at the ends of lines. */
function essence(text: string): string {
  return text
    .split('\n')
    .map(line => line.trimEnd())
    .filter(line => line !== '')
    .join('\n');
}
