/**
 * State of the help below a verdict (hints, solution, rating, earlier attempts) and its reducer.
 * Pure.
 */
import type {
  IAttempt,
  IAttemptList,
  IAttemptText
} from '../../answers/documents';
import type { IHints, ISolution } from '../../documents';
import type { Problem } from '../../request';

/** Hints. The course tells how many are open; their text is fetched on demand. */
export interface IHintsState {
  shown: boolean;
  loading: boolean;
  hints: IHints | null;
  /** When the next hint opens by itself, in milliseconds; null if no hint is waiting. */
  opensAt: number | null;
  problem: Problem | null;
}

/** The worked solution. */
export interface ISolutionState {
  shown: boolean;
  /** Whether the learner is asked first, since seeing it has a consequence. */
  asking: boolean;
  loading: boolean;
  solution: ISolution | null;
  problem: Problem | null;
}

/** The learner's own rating of a short answer. */
export interface IRatingState {
  given: boolean[] | null;
  saving: boolean;
  problem: Problem | null;
}

/** Earlier attempts, and the one that is compared with the current answer. */
export interface IHistoryState {
  shown: boolean;
  loading: boolean;
  attempts: IAttempt[] | null;
  /** The attempt before which there are more; null if there are none. */
  before: number | null;
  compared: IAttemptText | null;
  problem: Problem | null;
}

/** State of all help. */
export interface IHelpState {
  hints: IHintsState;
  solution: ISolutionState;
  rating: IRatingState;
  history: IHistoryState;
}

type HintsEvent =
  | { type: 'hints-requested' }
  | { type: 'hints-loaded'; hints: IHints; now: number }
  | { type: 'hints-failed'; problem: Problem }
  | { type: 'hints-hidden' };

type SolutionEvent =
  | { type: 'solution-offered' }
  | { type: 'solution-requested' }
  | { type: 'solution-loaded'; solution: ISolution }
  | { type: 'solution-failed'; problem: Problem }
  | { type: 'solution-hidden' };

type RatingEvent =
  | { type: 'rating-submitted' }
  | { type: 'rating-saved'; given: boolean[] }
  | { type: 'rating-failed'; problem: Problem };

type HistoryEvent =
  | { type: 'history-requested' }
  | { type: 'history-loaded'; page: IAttemptList; before?: number }
  | { type: 'history-compared'; attempt: IAttemptText | null }
  | { type: 'history-failed'; problem: Problem }
  | { type: 'history-hidden' };

/** Events that change the help. */
export type HelpEvent = HintsEvent | SolutionEvent | RatingEvent | HistoryEvent;

const CLOSED = { shown: false, loading: false, problem: null };

const NO_SOLUTION = { ...CLOSED, asking: false, solution: null };

/** All help is closed. */
export const INITIAL_HELP: IHelpState = {
  hints: { ...CLOSED, hints: null, opensAt: null },
  solution: NO_SOLUTION,
  rating: { given: null, saving: false, problem: null },
  history: { ...CLOSED, attempts: null, before: null, compared: null }
};

/** The state after an event. */
export function reduceHelp(state: IHelpState, event: HelpEvent): IHelpState {
  const { hints, history, rating, solution } = state;
  switch (event.type) {
    case 'hints-requested':
    case 'hints-loaded':
    case 'hints-failed':
    case 'hints-hidden':
      return { hints: reduceHints(hints, event), history, rating, solution };
    case 'solution-offered':
    case 'solution-requested':
    case 'solution-loaded':
    case 'solution-failed':
    case 'solution-hidden':
      return {
        hints,
        history,
        rating,
        solution: reduceSolution(solution, event)
      };
    case 'rating-submitted':
    case 'rating-saved':
    case 'rating-failed':
      return { hints, history, rating: reduceRating(rating, event), solution };
    default:
      return {
        hints,
        history: reduceHistory(history, event),
        rating,
        solution
      };
  }
}

function reduceHints(state: IHintsState, event: HintsEvent): IHintsState {
  switch (event.type) {
    case 'hints-requested':
      return { ...state, shown: true, loading: true, problem: null };
    case 'hints-loaded': {
      const { hints, now } = event;
      const wait = hints.next?.wait ?? 0;
      const opensAt = wait > 0 ? now + 1000 * wait : null;
      return { ...state, loading: false, hints, opensAt, problem: null };
    }
    case 'hints-failed':
      return { ...state, loading: false, problem: event.problem };
    case 'hints-hidden':
      return { ...state, shown: false, problem: null };
  }
}

function reduceSolution(
  state: ISolutionState,
  event: SolutionEvent
): ISolutionState {
  switch (event.type) {
    case 'solution-offered':
      return { ...NO_SOLUTION, shown: true, asking: true };
    case 'solution-requested':
      return { ...NO_SOLUTION, shown: true, loading: true };
    case 'solution-loaded':
      return { ...state, loading: false, solution: event.solution };
    case 'solution-failed':
      return { ...state, loading: false, problem: event.problem };
    case 'solution-hidden':
      return NO_SOLUTION;
  }
}

function reduceRating(state: IRatingState, event: RatingEvent): IRatingState {
  switch (event.type) {
    case 'rating-submitted':
      return { ...state, saving: true, problem: null };
    case 'rating-saved':
      return { given: event.given, saving: false, problem: null };
    case 'rating-failed':
      return { ...state, saving: false, problem: event.problem };
  }
}

function reduceHistory(
  state: IHistoryState,
  event: HistoryEvent
): IHistoryState {
  switch (event.type) {
    case 'history-requested':
      return { ...state, shown: true, loading: true, problem: null };
    case 'history-loaded':
      return {
        ...state,
        loading: false,
        before: event.page.before,
        attempts:
          event.before !== undefined && event.before === state.before
            ? [...event.page.attempts, ...(state.attempts ?? [])]
            : event.page.attempts
      };
    case 'history-compared':
      return { ...state, compared: event.attempt, problem: null };
    case 'history-failed':
      return { ...state, loading: false, problem: event.problem };
    case 'history-hidden':
      return { ...CLOSED, attempts: null, before: null, compared: null };
  }
}
