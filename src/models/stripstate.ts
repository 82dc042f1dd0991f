/**
 * What a strip shows, and how each event changes it. Pure: `strip.ts` makes the events happen.
 */
import type { IFreshCell, IHints, ISolution, IVerdict } from '../documents';
import type { Problem } from '../request';

/** How far the check is. */
export type CheckState =
  | { kind: 'idle' }
  | { kind: 'running'; since: number; position: number }
  | { kind: 'checked'; verdict: IVerdict }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'unreachable'; retryAt: number };

/** The hints: how many are open is known from the course; their text is fetched when asked for. */
export interface IHintsState {
  shown: boolean;
  loading: boolean;
  hints: IHints | null;
  problem: Problem | null;
}

/** The worked solution. */
export interface ISolutionState {
  shown: boolean;
  loading: boolean;
  solution: ISolution | null;
  problem: Problem | null;
}

/** What became of a reset. */
export type ResetState =
  | { kind: 'none' }
  | { kind: 'running' }
  | { kind: 'done'; backup: string }
  | { kind: 'failed'; problem: Problem };

/** Everything that one strip shows of its own. */
export interface IStripState {
  check: CheckState;
  hints: IHintsState;
  solution: ISolutionState;
  reset: ResetState;
}

/** What can happen to a strip. */
export type StripEvent =
  | { type: 'check-started'; now: number }
  | { type: 'check-queued'; position: number }
  | { type: 'check-ended'; verdict: IVerdict }
  | { type: 'check-cancelled' }
  | { type: 'check-refused'; problem: Problem }
  | { type: 'check-unreachable'; retryAt: number }
  | { type: 'hints-asked' }
  | { type: 'hints-came'; hints: IHints }
  | { type: 'hints-failed'; problem: Problem }
  | { type: 'hints-hidden' }
  | { type: 'solution-asked' }
  | { type: 'solution-came'; solution: ISolution }
  | { type: 'solution-failed'; problem: Problem }
  | { type: 'solution-hidden' }
  | { type: 'reset-started' }
  | { type: 'reset-done'; backup: string; cells: IFreshCell[] }
  | { type: 'reset-failed'; problem: Problem };

/** A strip that nobody touched. */
export const INITIAL: IStripState = {
  check: { kind: 'idle' },
  hints: { shown: false, loading: false, hints: null, problem: null },
  solution: { shown: false, loading: false, solution: null, problem: null },
  reset: { kind: 'none' }
};

/**
 * The state after an event.
 *
 * #### Notes
 * Events of a check that is no longer running (it was cancelled, say) change nothing. A check that
 * starts takes the place of one that runs; `strip.ts` keeps the older one's events back.
 */
export function after(state: IStripState, event: StripEvent): IStripState {
  switch (event.type) {
    case 'hints-asked':
    case 'hints-came':
    case 'hints-failed':
    case 'hints-hidden':
      return { ...state, hints: hintsAfter(state.hints, event) };
    case 'solution-asked':
    case 'solution-came':
    case 'solution-failed':
    case 'solution-hidden':
      return { ...state, solution: solutionAfter(state.solution, event) };
    case 'reset-started':
      return { ...state, reset: { kind: 'running' } };
    case 'reset-done':
      return {
        ...state,
        check: { kind: 'idle' },
        reset: { kind: 'done', backup: event.backup }
      };
    case 'reset-failed':
      return { ...state, reset: { kind: 'failed', problem: event.problem } };
    case 'check-ended': {
      const next = { ...state, check: checkAfter(state.check, event) };
      // After a pass the hints have done their work.
      return next.check !== state.check && event.verdict.status === 'passed'
        ? { ...next, hints: hintsAfter(state.hints, { type: 'hints-hidden' }) }
        : next;
    }
    case 'check-started':
      return {
        ...state,
        reset: { kind: 'none' },
        check: { kind: 'running', since: event.now, position: 0 }
      };
    default:
      return { ...state, check: checkAfter(state.check, event) };
  }
}

type CheckEvent = Extract<StripEvent, { type: `check-${string}` }>;
type HintsEvent = Extract<StripEvent, { type: `hints-${string}` }>;
type SolutionEvent = Extract<StripEvent, { type: `solution-${string}` }>;

function checkAfter(
  check: CheckState,
  event: Exclude<CheckEvent, { type: 'check-started' }>
): CheckState {
  if (check.kind !== 'running') {
    return check;
  }
  switch (event.type) {
    case 'check-queued':
      return { ...check, position: event.position };
    case 'check-ended':
      return { kind: 'checked', verdict: event.verdict };
    case 'check-cancelled':
      return { kind: 'idle' };
    case 'check-refused':
      return { kind: 'refused', problem: event.problem };
    case 'check-unreachable':
      return { kind: 'unreachable', retryAt: event.retryAt };
  }
}

function hintsAfter(hints: IHintsState, event: HintsEvent): IHintsState {
  switch (event.type) {
    case 'hints-asked':
      return { ...hints, shown: true, loading: true, problem: null };
    case 'hints-came':
      return {
        shown: hints.shown,
        loading: false,
        hints: event.hints,
        problem: null
      };
    case 'hints-failed':
      return { ...hints, loading: false, problem: event.problem };
    case 'hints-hidden':
      return { ...hints, shown: false, problem: null };
  }
}

function solutionAfter(
  solution: ISolutionState,
  event: SolutionEvent
): ISolutionState {
  switch (event.type) {
    case 'solution-asked':
      return { shown: true, loading: true, solution: null, problem: null };
    case 'solution-came':
      return { ...solution, loading: false, solution: event.solution };
    case 'solution-failed':
      return { ...solution, loading: false, problem: event.problem };
    case 'solution-hidden':
      return { shown: false, loading: false, solution: null, problem: null };
  }
}
