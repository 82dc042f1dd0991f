import { exerciseOf } from '../headings';

it.each([
  ['ch04-e01 · The normal equation', 'ch04-e01'],
  ['2.1. ch04-e08a · Soft threshold', 'ch04-e08a'],
  ['2 · Walking downhill', ''],
  ['e01 · Something else', '']
])('finds the exercise of a heading: %s', (text, exercise) => {
  expect(exerciseOf(text)).toBe(exercise);
});
