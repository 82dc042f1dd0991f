/**
 * Documents and an API of review for tests.
 */
import { sentence } from '../../__tests__/fakes';
import type { IReviewApi } from '../api';
import type {
  IFastTrack,
  IReviewItem,
  IReviewResult,
  ISkill,
  ISkills
} from '../documents';

export function item(change: Partial<IReviewItem> = {}): IReviewItem {
  return {
    id: 'ch04-r01',
    lesson: 'ch04',
    skill: 'Gradient descent',
    kind: 'choice',
    seconds: 45,
    turn: 0,
    question: 'What do you change first?',
    options: [
      { id: 'a', text: 'A smaller rate' },
      { id: 'b', text: 'More epochs' }
    ],
    ...change
  };
}

export const NUMBER = item({
  id: 'ch04-r03',
  kind: 'number',
  seconds: 90,
  skill: 'Early stopping',
  question: 'Which epoch?',
  options: []
});

export const CARD = item({
  id: 'card:c1',
  kind: 'card',
  seconds: 30,
  lesson: null,
  skill: null,
  question: 'Rosenblatt',
  options: []
});

export function result(change: Partial<IReviewResult> = {}): IReviewResult {
  return {
    id: 'ch04-r01',
    right: true,
    expected: 'A smaller rate',
    words: null,
    why: 'The steps are too long.',
    due: '2026-03-05T04:00:00+00:00',
    level: null,
    review: { due: 0, next: '2026-03-05T04:00:00+00:00' },
    ...change
  };
}

export function fastTrack(change: Partial<IFastTrack> = {}): IFastTrack {
  return {
    lesson: 'ch04',
    title: 'Training models',
    exercise: {
      id: 'ch04-e10',
      number: '4.19',
      title: 'Softmax from scratch',
      minutes: 45,
      level: 3,
      passed: false,
      skills: [{ name: 'Softmax', level: 'not_started' }]
    },
    skills: [{ name: 'Gradient descent', level: 'attempted' }],
    turn: 0,
    practice: false,
    needed: 2,
    items: [item(), NUMBER],
    ...change
  };
}

export function skill(change: Partial<ISkill> = {}): ISkill {
  return {
    name: 'Gradient descent',
    level: 'proficient',
    held: false,
    at: '2026-03-02T09:00:00+00:00',
    evidence: sentence('You passed it.'),
    steps: [
      {
        at: '2026-03-02T09:00:00+00:00',
        level: 'proficient',
        because: sentence('You passed it.')
      }
    ],
    exercises: [
      { id: 'ch04-e02', number: '4.2', title: 'Batch', status: 'passed' }
    ],
    review: { items: 2, due: 1, next: null },
    ...change
  };
}

export function skills(): ISkills {
  return {
    review: { due: 1, next: null },
    lessons: [
      {
        id: 'ch04',
        number: '4',
        title: 'Training models',
        fast_track: true,
        skills: [
          skill(),
          skill({
            name: 'Regularisation',
            level: 'not_started',
            steps: [],
            review: { items: 2, due: 0, next: null }
          })
        ]
      }
    ]
  };
}

/** An API whose every method is a jest function with a sensible answer. */
export type FakeReviewApi = { [K in keyof IReviewApi]: jest.Mock };

export function fakeReviewApi(): FakeReviewApi {
  return {
    queue: jest.fn(async () => ({
      due: 3,
      next: null,
      items: [item(), NUMBER, CARD]
    })),
    back: jest.fn(async () => 'built the perceptron'),
    answer: jest.fn(async () => result()),
    fastTrack: jest.fn(async () => fastTrack()),
    answerFastTrack: jest.fn(async () => ({
      lesson: 'ch04',
      right: 1,
      total: 2,
      needed: 2,
      passed: false,
      items: [{ ...result(), skill: 'Gradient descent' }],
      skills: [
        { name: 'Gradient descent', level: 'attempted' as const, proved: false }
      ]
    })),
    skills: jest.fn(async () => skills())
  };
}
