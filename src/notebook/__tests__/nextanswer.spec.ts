import { nextAnswer } from '../nextanswer';

const cell = (exercise: string, role: string) => ({ homl: { exercise, role } });
const cells = [
  { homl: { role: 'setup' } },
  cell('a', 'statement'),
  cell('a', 'answer'),
  cell('a', 'tests'),
  {},
  cell('b', 'statement'),
  cell('b', 'answer'),
  {},
  cell('b', 'tests'),
  cell('b', 'tests')
];

describe('nextAnswer', () => {
  it.each([
    ['past tests, own cells and statement', 3, 6],
    ['nowhere from a statement, which is next itself', 1, -1],
    ['nowhere from a cell of the learner’s own', 7, -1],
    ['nowhere where nothing is below', 8, -1],
    ['nowhere beyond the end', 10, -1],
    ['nowhere without a cell', -1, -1]
  ])('leads %s', (_, index, next) => {
    expect(nextAnswer(cells, index)).toBe(next);
  });
});
