import { course, exercise, lesson } from '../../__tests__/fakes';
import type { ExerciseStatus, ICourse, LessonStatus } from '../../documents';
import { milestoneOf } from '../milestone';

/** A course with one chapter and the first steps. */
function road(
  chapter: LessonStatus,
  statuses: ExerciseStatus[],
  start: LessonStatus = 'todo'
): ICourse {
  const exercises = statuses.map((status, at) =>
    exercise({ id: `ch04-e0${at + 1}`, status })
  );
  return course({
    parts: [
      { id: 'p', title: 'P', lessons: [lesson({ status: chapter, exercises })] }
    ],
    first_steps: lesson({
      id: 'start',
      status: start,
      exercises: [
        exercise({
          id: 'start-e01',
          status: start === 'done' ? 'passed' : 'failed'
        })
      ]
    })
  });
}

describe('milestoneOf', () => {
  const open = road('learning', ['untouched', 'untouched']);
  const half = road('learning', ['passed', 'untouched']);
  const done = road('done', ['passed', 'passed']);

  it.each([
    ['the first pass of all', open, half, 'first'],
    ['the end of a chapter', half, done, 'chapter'],
    ['one more pass in a finished chapter', done, done, null],
    ['a failed check', open, open, null],
    ['a course that is not loaded', null, done, null]
  ])('%s', (_, before, after, expected) => {
    expect(milestoneOf(before, after, 'ch04-e01')).toBe(expected);
  });

  it('is the first pass at the end of the first steps, whatever passed before', () => {
    const before = road('learning', ['passed', 'untouched']);
    const after = road('learning', ['passed', 'untouched'], 'done');
    expect(milestoneOf(before, after, 'start-e01')).toBe('first');
  });

  it('is none for an exercise that is gone', () => {
    expect(milestoneOf(open, half, 'ch04-e99')).toBeNull();
  });
});
