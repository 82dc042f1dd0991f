/**
 * Whether AI assistants are off for an exercise. Pure.
 */
import type { ICourse, IExercise } from '../documents';

/**
 * Whether the course turns assistants off in the place where the learner is.
 *
 * @param policy - The course's setting; undefined for an older server.
 * @param exercise - The exercise of the active cell; undefined beside all exercises.
 */
export function assistantsOff(
  policy: ICourse['assistants'] | undefined,
  exercise: Pick<IExercise, 'attempts'> | undefined
): boolean {
  switch (policy) {
    case 'off':
      return true;
    case 'after_attempt':
      return !exercise || exercise.attempts === 0;
    default:
      return false;
  }
}
