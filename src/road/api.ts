/**
 * The requests about the road.
 */
import type { ServerConnection } from '@jupyterlab/services';

import type { Mark } from '../documents';
import { request } from '../request';
import type { IAtlas, IHistory } from './documents';

/** What the road asks of the server. Every method may throw `ApiError` or `UnreachableError`. */
export interface IRoadApi {
  /** Keep the learner's own word; `none` takes it back. */
  mark(subject: string, state: Mark | 'none'): Promise<void>;
  /** Keep how far a section has come. */
  reading(
    lesson: string,
    section: number,
    state: 'read' | 'run'
  ): Promise<void>;
  /** Choose a path; null for the road as it is. */
  choose(goal: string | null): Promise<void>;
  /** The paths and the editions. */
  atlas(): Promise<IAtlas>;
  /** What was done on each day. */
  history(): Promise<IHistory>;
}

/** The requests over HTTP. */
export class RoadApi implements IRoadApi {
  /**
   * @param settings - The server to speak to.
   */
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

  atlas(): Promise<IAtlas> {
    return request(this.settings, 'atlas');
  }

  history(): Promise<IHistory> {
    const offset = -new Date().getTimezoneOffset();
    return request(this.settings, `history?offset=${offset}`);
  }

  private _post(path: string, body: unknown): Promise<void> {
    return request(this.settings, path, { method: 'POST', body });
  }
}
