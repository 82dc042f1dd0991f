/**
 * REST requests about reviews, skills and fast tracks.
 */
import type { ServerConnection } from '@jupyterlab/services';

import { request } from '../request';
import type {
  Answer,
  ICardBack,
  IFastTrack,
  IFastTrackResult,
  IQueue,
  IReviewResult,
  ISkills
} from './documents';

/** Limits a session to one skill, whether due or not. */
export interface IScope {
  lesson: string;
  skill: string;
}

/** Server requests about reviews. Every method may throw `ApiError` or `UnreachableError`. */
export interface IReviewApi {
  /** The questions of a session: those that are due, or all of one skill. */
  queue(scope: IScope | null): Promise<IQueue>;
  /** The back of a card. */
  back(item: string): Promise<string>;
  /** Submit an answer; repeated submissions count once. */
  answer(item: string, turn: number, answer: Answer): Promise<IReviewResult>;
  /** The fast track of a lesson. */
  fastTrack(lesson: string): Promise<IFastTrack>;
  /** Submit the quiz of a fast track with the turns of its questions; repeated submissions count once. */
  answerFastTrack(
    lesson: string,
    turn: number,
    answers: Record<string, string | number>,
    turns: Record<string, number>
  ): Promise<IFastTrackResult>;
  /** All skills. */
  skills(): Promise<ISkills>;
}

/** The requests over HTTP. */
export class ReviewApi implements IReviewApi {
  /** @param settings - Connection settings of the server. */
  constructor(private readonly settings: ServerConnection.ISettings) {}

  /** Maximum duration of a session, in minutes. */
  minutes = 10;

  queue(scope: IScope | null): Promise<IQueue> {
    const query = scope
      ? `?lesson=${encodeURIComponent(scope.lesson)}&skill=${encodeURIComponent(scope.skill)}`
      : `?minutes=${this.minutes}`;
    return request(this.settings, `review${query}`);
  }

  async back(item: string): Promise<string> {
    const { back } = await request<ICardBack>(
      this.settings,
      `review/${encodeURIComponent(item)}`
    );
    return back;
  }

  answer(item: string, turn: number, answer: Answer): Promise<IReviewResult> {
    return request(this.settings, `review/${encodeURIComponent(item)}`, {
      method: 'POST',
      body: { turn, ...answer }
    });
  }

  fastTrack(lesson: string): Promise<IFastTrack> {
    return request(this.settings, this._track(lesson));
  }

  answerFastTrack(
    lesson: string,
    turn: number,
    answers: Record<string, string | number>,
    turns: Record<string, number>
  ): Promise<IFastTrackResult> {
    return request(this.settings, this._track(lesson), {
      method: 'POST',
      body: { turn, turns, answers }
    });
  }

  skills(): Promise<ISkills> {
    return request(this.settings, 'skills');
  }

  private _track(lesson: string): string {
    return `lessons/${encodeURIComponent(lesson)}/fasttrack`;
  }
}
