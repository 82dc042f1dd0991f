import { exerciseOf } from '../headings';

it.each([
  [
    'a statement',
    { homl: { exercise: 'ch04-e01', role: 'statement' } },
    'ch04-e01'
  ],
  [
    'a heading within an answer',
    { homl: { exercise: 'ch04-e12', role: 'answer' } },
    ''
  ],
  ['a section', {}, '']
])('finds the exercise of %s', (_, metadata, exercise) => {
  const heading = { text: '4.1 · The normal equation', level: 3 };
  expect(exerciseOf({ ...heading, cellRef: { model: { metadata } } })).toBe(
    exercise
  );
});

it('finds none in a heading outside of notebooks', () => {
  expect(exerciseOf({ text: '4.1 · The normal equation', level: 3 })).toBe('');
});
