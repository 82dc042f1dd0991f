/**
 * REST requests of the welcome page.
 */
import type { ServerConnection } from '@jupyterlab/services';

import { request } from '../request';
import type { IWelcome } from './documents';

/** Server requests of the welcome page. Every method may throw `ApiError` or `UnreachableError`. */
export interface IWelcomeApi {
  /** The content of the page. */
  welcome(): Promise<IWelcome>;
  /** Choose a path; null to decide later. */
  choose(goal: string | null): Promise<void>;
  /** Save a self-rating of a topic. */
  rate(topic: string, rating: number): Promise<IWelcome>;
}

/** The requests over HTTP. */
export class WelcomeApi implements IWelcomeApi {
  /** @param settings - Connection settings of the server. */
  constructor(private readonly settings: ServerConnection.ISettings) {}

  welcome(): Promise<IWelcome> {
    return request(this.settings, 'welcome');
  }

  choose(goal: string | null): Promise<void> {
    return request(this.settings, 'goal', {
      method: 'POST',
      body: { goal: goal ?? '' }
    });
  }

  rate(topic: string, rating: number): Promise<IWelcome> {
    return request(this.settings, 'selfcheck', {
      method: 'POST',
      body: { topic, rating }
    });
  }
}
