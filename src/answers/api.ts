/**
 * REST requests about a learner's previous answers.
 */
import type { ServerConnection } from '@jupyterlab/services';

import type { IHints } from '../documents';
import { request } from '../request';
import type {
  IAttemptList,
  IAttemptText,
  ILessonAnswers,
  IRestore
} from './documents';

/** Server requests about answers. Every method may throw `ApiError` or `UnreachableError`. */
export interface IAnswersApi {
  /** The previous answers to all exercises of a lesson; the strips' initial content. */
  lesson(lesson: string): Promise<ILessonAnswers>;
  /** The last attempts at an exercise, oldest first; those before one of them if its id is given. */
  attempts(exercise: string, before?: number): Promise<IAttemptList>;
  /** One attempt, including its text. */
  attempt(id: number): Promise<IAttemptText>;
  /** Open the next hint immediately because the learner is stuck. */
  stuck(exercise: string): Promise<IHints>;
  /** Save the learner's own rating of a short answer. */
  rate(exercise: string, rubric: boolean[]): Promise<void>;
  /** Back up the notebook and fetch an exercise's cells with an answer: that of the given attempt, or the latest. */
  restore(path: string, exercise: string, attempt?: number): Promise<IRestore>;
}

/** The requests over HTTP. */
export class AnswersApi implements IAnswersApi {
  /** @param settings - Connection settings of the server. */
  constructor(private readonly settings: ServerConnection.ISettings) {}

  lesson(lesson: string): Promise<ILessonAnswers> {
    return request(
      this.settings,
      `lessons/${encodeURIComponent(lesson)}/attempts`
    );
  }

  attempts(exercise: string, before?: number): Promise<IAttemptList> {
    const query = before === undefined ? '' : `?before=${before}`;
    return request(this.settings, this._of(exercise, 'attempts') + query);
  }

  attempt(id: number): Promise<IAttemptText> {
    return request(this.settings, `attempts/${id}`);
  }

  stuck(exercise: string): Promise<IHints> {
    return request(this.settings, this._of(exercise, 'hints'), {
      method: 'POST',
      body: { stuck: true }
    });
  }

  async rate(exercise: string, rubric: boolean[]): Promise<void> {
    await request(this.settings, this._of(exercise, 'ratings'), {
      method: 'POST',
      body: { rubric }
    });
  }

  restore(path: string, exercise: string, attempt?: number): Promise<IRestore> {
    return request(this.settings, 'restores', {
      method: 'POST',
      body: { path, exercise, attempt }
    });
  }

  private _of(exercise: string, what: string): string {
    return `exercises/${encodeURIComponent(exercise)}/${what}`;
  }
}
