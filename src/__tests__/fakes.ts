/**
 * Documents and an API for tests: whole, and changed where a test says so.
 */
import type { IAnswersApi } from '../answers/api';
import type { IAttemptText, IExerciseAnswers } from '../answers/documents';
import type {
  ICheckJob,
  ICourse,
  IExercise,
  ILesson,
  IMessage,
  ITest,
  IVerdict
} from '../documents';
import type { IHomlApi } from '../tokens';
import { VERSION } from '../version';

/** A sentence of the server. */
export function sentence(text: string): IMessage {
  return { id: text, values: {}, text };
}

export function exercise(change: Partial<IExercise> = {}): IExercise {
  return {
    id: 'ch04-e01',
    number: '4.1',
    title: 'The normal equation',
    kind: 'F',
    level: 1,
    minutes: 8,
    core: true,
    after: '§1',
    skills: ['Fit by least squares'],
    mark: null,
    stuck: false,
    points: 1,
    manual: false,
    trains: false,
    status: 'untouched',
    attempts: 0,
    tests: { visible: 3, hidden: 2 },
    hints: { opened: 0, total: 3 },
    solution: { available: false, reason: '', told: sentence('') },
    rated: null,
    ...change
  };
}

export function lesson(change: Partial<ILesson> = {}): ILesson {
  return {
    id: 'ch04',
    number: '4',
    title: 'Training models',
    summary: 'How a line is fitted.',
    ready: true,
    folder: 'ch04_training_linear_models',
    minutes: 60,
    core_minutes: 95,
    extra_minutes: 145,
    prerequisites: [],
    skill_names: ['Fit by least squares'],
    abilities: ['Fit a line to data in one step.'],
    resources: [],
    sections: [
      { title: '1 · A line', state: 'run' },
      { title: '2 · Walking downhill', state: null }
    ],
    place: null,
    mark: null,
    status: 'learning',
    progress: 0.5,
    core_passed: 1,
    core_total: 2,
    exercises: [
      exercise(),
      exercise({
        id: 'ch04-e02',
        number: '4.2',
        title: 'Batch gradient descent',
        level: 2
      }),
      exercise({
        id: 'ch04-e03',
        number: '4.3',
        title: 'Largest stable rate',
        core: false
      })
    ],
    ...change
  };
}

export function course(change: Partial<ICourse> = {}): ICourse {
  return {
    version: VERSION,
    title: 'Hands-On ML',
    instructor: false,
    assistants: 'on',
    engine: { warming: [] },
    first_steps: null,
    parts: [
      {
        id: 'part-1',
        title: 'Part I',
        lessons: [
          lesson(),
          lesson({
            id: 'ch05',
            number: '5',
            title: 'Support vector machines',
            ready: false,
            status: 'coming',
            exercises: []
          })
        ]
      }
    ],
    started: true,
    goal: null,
    next_up: [],
    continue: {
      lesson: 'ch04',
      notebook: 'exercises',
      exercise: 'ch04-e02',
      title: 'Batch gradient descent',
      minutes: 12,
      section: null,
      why: 'the next core exercise',
      reason: sentence('the next core exercise')
    },
    review: { due: 0, next: null },
    ...change
  };
}

export function oneTest(change: Partial<ITest> = {}): ITest {
  return {
    name: 'three points on a line',
    passed: true,
    hidden: false,
    ran: true,
    cell: 'ch04-e01-tests',
    message: null,
    ...change
  };
}

export function verdict(change: Partial<IVerdict> = {}): IVerdict {
  return {
    version: 1,
    exercise: 'ch04-e01',
    status: 'failed',
    score: 0,
    max_score: 1,
    tests: [
      oneTest({
        passed: false,
        message: sentence('theta has 1 number; one feature needs 2.')
      }),
      oneTest({ name: 'bias comes first' }),
      oneTest({ name: 'shape' })
    ],
    hidden: null,
    first_error: null,
    explanation: null,
    notes: [],
    output: '',
    duration_ms: 120,
    bare_ms: 20,
    judged: 'outside',
    engine: 'forked',
    sandbox: 'namespaces',
    unenforced: [],
    ...change
  };
}

export function job(change: Partial<ICheckJob> = {}): ICheckJob {
  return {
    job: 'j1',
    kind: 'check',
    state: 'done',
    position: 0,
    progress: null,
    result: verdict(),
    message: null,
    problem: null,
    ...change
  };
}

/** An API whose every method is a jest function with a sensible answer. */
export type FakeApi = { [K in keyof IHomlApi]: jest.Mock };

export function fakeApi(): FakeApi {
  return {
    course: jest.fn(async () => course()),
    openLesson: jest.fn(async () => ({
      path: 'ch04/lesson.ipynb',
      exercises: 'ch04/exercises.ipynb',
      created: [],
      choices: []
    })),
    check: jest.fn(async () => 'j1'),
    job: jest.fn(async () => job()),
    cancel: jest.fn(async () => job({ state: 'cancelled', result: null })),
    hints: jest.fn(async () => ({ opened: ['first'], total: 3 })),
    openHint: jest.fn(async () => ({ opened: ['first', 'second'], total: 3 })),
    solution: jest.fn(async () => ({
      cells: [{ cell_type: 'code', source: 'theta = 1' }],
      rubric: null
    })),
    reset: jest.fn(async () => ({
      backup: 'ch04/backup.ipynb',
      cells: [
        { grade_id: 'ch04-e01', cell_type: 'code', source: '# YOUR CODE HERE' }
      ]
    })),
    visit: jest.fn(async () => undefined)
  };
}

export function attempt(change: Partial<IAttemptText> = {}): IAttemptText {
  return {
    id: 7,
    exercise: 'ch04-e01',
    number: 2,
    at: '2026-11-20T10:42:00Z',
    status: 'failed',
    passed: 2,
    total: 3,
    score: 0,
    source: 'theta = 0',
    verdict: verdict(),
    ...change
  };
}

export function exerciseAnswers(
  change: Partial<IExerciseAnswers> = {}
): IExerciseAnswers {
  return {
    last: attempt(),
    hints: { opened: ['first'], total: 3, next: { number: 2, wait: 120 } },
    rating: null,
    stub: '# YOUR CODE HERE',
    cells: [
      {
        grade_id: 'ch04-e01-statement',
        role: 'statement',
        cell_type: 'markdown'
      },
      { grade_id: 'ch04-e01', role: 'answer', cell_type: 'code' },
      { grade_id: 'ch04-e01-tests', role: 'tests', cell_type: 'code' }
    ],
    questions: [],
    ...change
  };
}

/** The requests about answers, every one a jest function with a sensible answer. */
export type FakeAnswersApi = { [K in keyof IAnswersApi]: jest.Mock };

export function fakeAnswersApi(): FakeAnswersApi {
  return {
    lesson: jest.fn(async () => ({
      exercises: { 'ch04-e01': exerciseAnswers() }
    })),
    attempts: jest.fn(async () => ({
      attempts: [attempt()],
      total: 1,
      before: null
    })),
    attempt: jest.fn(async () => attempt()),
    stuck: jest.fn(async () => ({
      opened: ['first', 'second'],
      total: 3,
      next: { number: 3, wait: 180 }
    })),
    rate: jest.fn(async () => undefined),
    restore: jest.fn(async () => ({
      backup: 'ch04/backup.ipynb',
      cells: [],
      answer: 'theta = 0'
    }))
  };
}

/** A promise to settle by hand. */
export function deferred<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Let promises that are settled run on. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await Promise.resolve();
  }
}

/** The browser's storage, in memory. */
export function memoryStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value)
  };
}
