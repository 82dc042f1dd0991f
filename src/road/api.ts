/**
 * REST requests about the road.
 */
import type { ServerConnection } from '@jupyterlab/services';

import type { ISearchTexts, Mark } from '../documents';
import { request } from '../request';
import type { IAtlas, IHistory } from './documents';

/** Server requests about the road. Every method may throw `ApiError` or `UnreachableError`. */
export interface IRoadApi {
  /** Set a mark on an exercise or a lesson; `none` removes it. */
  mark(subject: string, state: Mark | 'none'): Promise<void>;
  /** Report that a section has been read or run. */
  reading(
    lesson: string,
    section: number,
    state: 'read' | 'run'
  ): Promise<void>;
  /** Choose a path; null for the standard road. */
  choose(goal: string | null): Promise<void>;
  /** Set the minutes for a week; 0 for no goal. */
  setWeeklyGoal(minutes: number): Promise<void>;
  /** The paths and the book's editions. */
  atlas(): Promise<IAtlas>;
  /** Words of sections and exercises, and the terms. */
  search(): Promise<ISearchTexts>;
  /** Activity by day. */
  history(): Promise<IHistory>;
}

/** The requests over HTTP. */
export class RoadApi implements IRoadApi {
  /** @param settings - Connection settings of the server. */
  constructor(private readonly settings: ServerConnection.ISettings) {}

  mark(subject: string, state: Mark | 'none'): Promise<void> {
    return this._post('marks', { subject, state });
  }

  reading(
    lesson: string,
    section: number,
    state: 'read' | 'run'
  ): Promise<void> {
    return this._post('reading', { lesson, section, state });
  }

  choose(goal: string | null): Promise<void> {
    return this._post('goal', { goal: goal ?? '' });
  }

  setWeeklyGoal(minutes: number): Promise<void> {
    return this._post('weekly-goal', { minutes });
  }

  atlas(): Promise<IAtlas> {
    return request(this.settings, 'atlas');
  }

  search(): Promise<ISearchTexts> {
    return request(this.settings, 'search');
  }

  history(): Promise<IHistory> {
    return request(this.settings, 'history');
  }

  private _post(path: string, body: unknown): Promise<void> {
    return request(this.settings, path, { method: 'POST', body });
  }
}
