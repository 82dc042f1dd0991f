/**
 * A strip's model with everything around it faked.
 */
import {
  course as courseDocument,
  fakeAnswersApi,
  fakeApi
} from '../../__tests__/fakes';
import type { FakeAnswersApi, FakeApi } from '../../__tests__/fakes';
import type { ICellContent } from '../../notebook/cellproblem';
import type { ICourseState } from '../../tokens';
import { StripModel } from '../models/strip';

/** A notebook as a strip sees it, whose text a test may change. */
export interface IFakeNotebook {
  path: string;
  text: string;
  readonly cells: ICellContent[];
  answer: jest.Mock;
  save: jest.Mock;
  restore: jest.Mock;
  setAnswer: jest.Mock;
  repairCells: jest.Mock;
}

/** What a test of a strip works with. */
export interface IStripFixture {
  api: FakeApi;
  answers: FakeAnswersApi;
  course: { exercise: jest.Mock; refresh: jest.Mock; state: ICourseState };
  notebook: IFakeNotebook;
  /** What was asked for, in its order. */
  order: string[];
  model: StripModel;
}

/** A bench at second 1. */
export function stripFixture(): IStripFixture {
  const order: string[] = [];
  const api = fakeApi();
  const answers = fakeAnswersApi();
  api.check.mockImplementation(async () => {
    order.push('check');
    return 'j1';
  });
  const done = () => jest.fn(async () => undefined);
  const notebook: IFakeNotebook = {
    path: 'ch04/exercises.ipynb',
    text: 'first',
    get cells() {
      return [{ type: 'code', source: notebook.text, metadata: {} }];
    },
    answer: jest.fn(() => notebook.text),
    save: jest.fn(async () => {
      order.push('save');
    }),
    restore: done(),
    setAnswer: done(),
    repairCells: done()
  };
  const course = {
    exercise: jest.fn(),
    refresh: done(),
    state: {
      course: courseDocument(),
      engine: { warming: [], failed: [] },
      loading: false,
      failure: null
    }
  };
  const exercise = 'ch04-e01';
  const now = () => 1000;
  const model = new StripModel({
    api,
    answers,
    course,
    notebook,
    exercise,
    now
  });
  return { api, answers, course, notebook, order, model };
}
