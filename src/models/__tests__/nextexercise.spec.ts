import { exercise, lesson } from '../../__tests__/fakes';
import { lessonsDone, nextExercise } from '../nextexercise';

const [a, b, c] = ['a', 'b', 'c'].map(id => exercise({ id }));

describe('nextExercise', () => {
  it('is the next core exercise that is not passed', () => {
    const exercises = [a, { ...b, core: false }, c];
    expect(nextExercise(lesson({ exercises }), 'a')?.id).toBe('c');
  });

  it('goes back to what was left out', () => {
    const exercises = [a, b, { ...c, status: 'passed' as const }];
    expect(nextExercise(lesson({ exercises }), 'c')?.id).toBe('a');
  });

  it('is an extra one once the core is passed', () => {
    const passed = { status: 'passed' as const };
    const exercises = [{ ...a, ...passed }, { ...b, core: false }, c];
    expect(
      nextExercise(
        lesson({
          exercises: [exercises[0], exercises[1], { ...c, ...passed }]
        }),
        'a'
      )?.id
    ).toBe('b');
  });

  it('is null where nothing is left', () => {
    expect(nextExercise(lesson({ exercises: [a] }), 'a')).toBeNull();
  });
});

describe('lessonsDone', () => {
  it('counts', () => {
    expect(lessonsDone([lesson({ status: 'done' }), lesson()])).toBe(1);
  });
});
