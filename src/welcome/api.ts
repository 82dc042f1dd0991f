/**
 * The requests of the first page.
 */
import type { ServerConnection } from '@jupyterlab/services';

import { request } from '../request';
import type { IWelcome } from './documents';

/** What the first page asks of the server. Every method may throw `ApiError` or `UnreachableError`. */
export interface IWelcomeApi {
  /** All that it shows. */
  welcome(): Promise<IWelcome>;
  /** Choose a path; null to decide later. */
  choose(goal: string | null): Promise<void>;
  /** Say how well a topic is known. */
  rate(topic: string, rating: number): Promise<IWelcome>;
}

/** The requests over HTTP. */
export class WelcomeApi implements IWelcomeApi {
  /**
   * @param settings - The server to speak to.
   */
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
