/**
 * State of a strip and its reducer. Pure; `strip.ts` triggers the events.
 */
import type { IExerciseAnswers } from '../../answers/documents';
import type { IVerdict } from '../../documents';
import type { Milestone } from '../../models/milestone';
import { isPassed } from '../../passing';
import type { Problem } from '../../request';
import { INITIAL_HELP, reduceHelp } from './helpstate';
import type { HelpEvent, IHelpState } from './helpstate';

/** State of the check. */
export type CheckState =
  | { kind: 'idle' }
  | { kind: 'running'; since: number; position: number }
  | { kind: 'checked'; verdict: IVerdict }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'unreachable'; retryAt: number };

/** What was restored: the original exercise, an attempt, or damaged cells. */
export type Restored = 'reset' | 'attempt' | 'cells';

/** Progress of a restore. */
export type ResetState =
  | { kind: 'none' }
  | { kind: 'running' }
  | { kind: 'done'; what: Restored; backup: string }
  | { kind: 'failed'; problem: Problem }
  /** It would have changed cells of other exercises. */
  | { kind: 'undone' };

/** The last verdict; `at` and `number` are null if it is from this visit. */
export interface ILastVerdict {
  verdict: IVerdict;
  at: string | null;
  number: number | null;
}

/**
 * The answer as it is now, compared with the one that the last verdict is about. It is blank where
 * there is nothing but the stub.
 */
export type AnswerState = 'judged' | 'edited' | 'blank';

/** Complete state of a strip. */
export interface IStripState extends IHelpState {
  answer: AnswerState;
  check: CheckState;
  last: ILastVerdict | null;
  /** What the last check achieved beyond its exercise. */
  milestone: Milestone | null;
  reset: ResetState;
}

/** Events of a check. */
export type CheckEvent =
  | { type: 'check-started'; now: number }
  | { type: 'check-queued'; position: number }
  | { type: 'check-ended'; verdict: IVerdict }
  | { type: 'check-cancelled' }
  | { type: 'check-refused'; problem: Problem }
  | { type: 'check-unreachable'; retryAt: number };

type ResetEvent =
  | { type: 'reset-started' }
  | { type: 'reset-done'; what: Restored; backup: string }
  | { type: 'reset-failed'; problem: Problem }
  | { type: 'reset-undone' };

/** Events that change a strip. */
export type StripEvent =
  | CheckEvent
  | HelpEvent
  | ResetEvent
  | { type: 'answer-changed'; answer: AnswerState }
  | { type: 'milestone-reached'; milestone: Milestone }
  | { type: 'answers-loaded'; answers: IExerciseAnswers; now: number };

/** State of an untouched strip. */
export const INITIAL_STRIP: IStripState = {
  answer: 'judged',
  check: { kind: 'idle' },
  last: null,
  milestone: null,
  ...INITIAL_HELP,
  reset: { kind: 'none' }
};

/** Whether nothing has been done with the strip on this page. */
export function isUntouched({ check, reset }: IStripState): boolean {
  return check.kind === 'idle' && reset.kind === 'none';
}

/** The verdict that the strip shows, of this visit or an earlier one. */
export function shownVerdict(state: IStripState): IVerdict | undefined {
  const { check, last } = state;
  return check.kind === 'checked'
    ? check.verdict
    : isUntouched(state)
      ? last?.verdict
      : undefined;
}

/** Whether the verdict that the strip shows is about another answer than the one in the cell. */
export function isStale(state: IStripState): boolean {
  return shownVerdict(state) !== undefined && state.answer !== 'judged';
}

/**
 * The state after an event.
 *
 * #### Notes
 * Events of a check that is no longer running (because it was cancelled, say) are ignored. A new
 * check replaces a running one; `check.ts` suppresses the events of the older one.
 */
export function reduceStrip(
  state: IStripState,
  event: StripEvent
): IStripState {
  switch (event.type) {
    case 'answer-changed':
      return { ...state, answer: event.answer };
    case 'answers-loaded':
      return reduceLoadedAnswers(state, event.answers, event.now);
    case 'reset-started':
      return {
        ...state,
        // A check that was waiting for a retry is dropped.
        check:
          state.check.kind === 'unreachable' ? { kind: 'idle' } : state.check,
        reset: { kind: 'running' }
      };
    case 'reset-done':
      return {
        ...state,
        // The verdict no longer applies, unless the answer itself is unchanged.
        ...(event.what === 'cells' ? {} : { check: { kind: 'idle' } }),
        reset: { kind: 'done', what: event.what, backup: event.backup }
      };
    case 'reset-failed':
      return { ...state, reset: { kind: 'failed', problem: event.problem } };
    case 'reset-undone':
      return { ...state, reset: { kind: 'undone' } };
    case 'milestone-reached':
      return { ...state, milestone: event.milestone };
    case 'check-ended':
      return reduceEndedCheck(state, event.verdict);
    case 'check-started':
      return {
        ...state,
        milestone: null,
        reset: { kind: 'none' },
        check: { kind: 'running', since: event.now, position: 0 }
      };
    case 'check-queued':
    case 'check-cancelled':
    case 'check-refused':
    case 'check-unreachable':
      return { ...state, check: reduceCheck(state.check, event) };
    default:
      return { ...state, ...reduceHelp(state, event) };
  }
}

function reduceLoadedAnswers(
  state: IStripState,
  answers: IExerciseAnswers,
  now: number
): IStripState {
  const { hints, last, rating } = answers;
  const help = state.hints.hints
    ? state
    : reduceHelp(state, { type: 'hints-loaded', hints, now });
  return {
    ...state,
    // Whatever has happened on this page is more recent.
    last: state.last ?? last,
    hints: help.hints,
    rating: state.rating.given
      ? state.rating
      : { ...state.rating, given: rating }
  };
}

function reduceEndedCheck(state: IStripState, verdict: IVerdict): IStripState {
  if (state.check.kind !== 'running') {
    return state;
  }
  return {
    ...state,
    check: { kind: 'checked', verdict },
    last:
      verdict.status === 'not_attempted' || verdict.status === 'cancelled'
        ? state.last
        : { verdict, at: null, number: null },
    // Hints are no longer needed after a pass.
    hints: isPassed(verdict)
      ? reduceHelp(state, { type: 'hints-hidden' }).hints
      : state.hints,
    history: { ...state.history, compared: null }
  };
}

function reduceCheck(
  check: CheckState,
  event: Exclude<CheckEvent, { type: 'check-started' | 'check-ended' }>
): CheckState {
  if (check.kind !== 'running') {
    return check;
  }
  switch (event.type) {
    case 'check-queued':
      return { ...check, position: event.position };
    case 'check-cancelled':
      return { kind: 'idle' };
    case 'check-refused':
      return { kind: 'refused', problem: event.problem };
    case 'check-unreachable':
      return { kind: 'unreachable', retryAt: event.retryAt };
  }
}
