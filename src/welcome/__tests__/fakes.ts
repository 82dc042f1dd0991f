/**
 * The first page for tests.
 */
import type { IFirst, ITopic, IWelcome } from '../documents';

export function topic(change: Partial<ITopic> = {}): ITopic {
  return {
    id: 'p1',
    title: 'NumPy',
    minutes: 90,
    can_do: ['Index an array.', 'Say a shape.'],
    ratings: [],
    advice: null,
    before: { id: 'ch01', number: '1', title: 'The landscape' },
    ...change
  };
}

export const FIRST: IFirst = {
  lesson: 'start',
  exercise: 'start-e01',
  title: 'The mean of a week',
  minutes: 3,
  status: 'untouched',
  attempts: 0
};

export function page(change: Partial<IWelcome> = {}): IWelcome {
  return {
    begun: false,
    goal: {
      chosen: null,
      at: null,
      paths: [{ id: 'vision', title: 'Pictures', summary: 'To see.' }]
    },
    topics: [topic(), topic({ id: 'p2', title: 'pandas' })],
    first: FIRST,
    ...change
  };
}
