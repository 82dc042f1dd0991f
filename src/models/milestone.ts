/**
 * What a check has achieved beyond its exercise. Pure.
 */
import type { ICourse, ILesson } from '../documents';

/** The learner's first pass of all, or the end of a chapter's core. */
export type Milestone = 'first' | 'chapter';

/**
 * The milestone that a check of an exercise has reached.
 *
 * @param before - The course before the check.
 * @param after - The course after it.
 * @param exercise - Id of the exercise.
 * @returns The milestone; null if it is an exercise like any other.
 */
export function milestoneOf(
  before: ICourse | null,
  after: ICourse | null,
  exercise: string
): Milestone | null {
  const was = before && lessonWith(before, exercise);
  const is = after && lessonWith(after, exercise);
  if (!was || !is) {
    return null;
  }
  if (is.status === 'done' && was.status !== 'done') {
    return is.id === after.first_steps?.id ? 'first' : 'chapter';
  }
  return hasPass(after) && !hasPass(before) ? 'first' : null;
}

function lessons(course: ICourse): ILesson[] {
  const road = course.parts.flatMap(part => part.lessons);
  return course.first_steps ? [course.first_steps, ...road] : road;
}

function lessonWith(course: ICourse, exercise: string): ILesson | undefined {
  return lessons(course).find(lesson =>
    lesson.exercises.some(({ id }) => id === exercise)
  );
}

function hasPass(course: ICourse): boolean {
  return lessons(course)
    .flatMap(lesson => lesson.exercises)
    .some(({ status }) => status === 'passed');
}
