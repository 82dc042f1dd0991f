/**
 * Which exercise comes next. Pure, so that the panel and the strip agree.
 */
import type { IExercise, ILesson } from '../documents';

/**
 * The exercise to suggest after `id`: the next core exercise that has not been passed, wrapping
 * around at the end of the lesson; an extra exercise once the core is complete.
 *
 * @returns The exercise, or null if all others have been passed.
 */
export function nextExercise(lesson: ILesson, id: string): IExercise | null {
  const at = lesson.exercises.findIndex(exercise => exercise.id === id);
  const ordered = [
    ...lesson.exercises.slice(at + 1),
    ...lesson.exercises.slice(0, Math.max(at, 0))
  ].filter(exercise => exercise.status !== 'passed');
  return ordered.find(exercise => exercise.core) ?? ordered[0] ?? null;
}

/** Number of completed lessons in a part. */
export function lessonsDone(lessons: ILesson[]): number {
  return lessons.filter(lesson => lesson.status === 'done').length;
}
