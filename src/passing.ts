/**
 * When an exercise is passed: with all of its checks, a quiz with enough of them. Pure; `Attempt.passes`
 * is the counterpart of the server.
 */
import type { IVerdict } from './documents';

/** The share of a quiz's checks with which it is passed; `QUIZ_SHARE` of the server. */
const QUIZ_SHARE = 0.8;

/** The checks of a quiz that are about one question each; none for another exercise. */
export function questionChecks({ tests }: IVerdict): IVerdict['tests'] {
  return tests.filter(({ name }) => /^question \d+$/.test(name));
}

/** Whether enough checks of a quiz pass. */
export function isQuizPassed(passing: number, checks: number): boolean {
  return checks > 0 && passing >= QUIZ_SHARE * checks;
}

/** Whether a verdict passes its exercise. */
export function isPassed(verdict: IVerdict): boolean {
  const { status, tests } = verdict;
  return (
    status === 'passed' ||
    (questionChecks(verdict).length > 0 &&
      isQuizPassed(tests.filter(({ passed }) => passed).length, tests.length))
  );
}

/**
 * How many questions of a quiz have to be right for it to be passed.
 *
 * @param checks - How many checks the quiz has.
 * @param others - How many of them are about something else than one question; they have to pass.
 */
export function questionsNeeded(checks: number, others: number): number {
  return Math.ceil(QUIZ_SHARE * checks - 1e-9) - others;
}
