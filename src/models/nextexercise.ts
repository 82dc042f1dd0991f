/**
 * Which exercise comes after one: pure, so that panel and strip agree.
 */
import type { IExercise, ILesson } from '../documents';

/**
 * The exercise to offer after `id`: the next core one that is not passed, in the lesson's order and
 * then from its start; an extra one once the core is done.
 *
 * @returns The exercise, or null where all others are passed.
 */
export function nextExercise(lesson: ILesson, id: string): IExercise | null {
  const at = lesson.exercises.findIndex(exercise => exercise.id === id);
  const ordered = [
    ...lesson.exercises.slice(at + 1),
    ...lesson.exercises.slice(0, Math.max(at, 0))
  ].filter(exercise => exercise.status !== 'passed');
  return ordered.find(exercise => exercise.core) ?? ordered[0] ?? null;
}

/** How many of a part's lessons are done. */
export function lessonsDone(lessons: ILesson[]): number {
  return lessons.filter(lesson => lesson.status === 'done').length;
}
