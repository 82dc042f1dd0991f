/**
 * Whether a learner knows how to run cells. Pure.
 */
import type { ICourse } from '../documents';

/** Whether the learner has run a cell of any lesson. */
export function hasRunCells({ first_steps, parts }: ICourse): boolean {
  const lessons = parts.flatMap(part => part.lessons);
  return [...(first_steps ? [first_steps] : []), ...lessons].some(
    ({ sections }) => sections.some(({ state }) => state === 'run')
  );
}
