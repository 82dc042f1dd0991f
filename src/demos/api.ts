/**
 * REST requests about predictions.
 */
import type { ServerConnection } from '@jupyterlab/services';

import { request } from '../request';
import type { IPrediction, IPredictions } from './documents';

/** Server requests about predictions. Every method may throw `ApiError` or `UnreachableError`. */
export interface IPredictionsApi {
  /** The questions of a lesson, with the learner's choices. */
  lesson(lesson: string): Promise<IPredictions>;
  /** Store a choice; returns what is said about it. */
  choose(lesson: string, id: string, choice: number): Promise<IPrediction>;
}

/** The requests over HTTP. */
export class PredictionsApi implements IPredictionsApi {
  /** @param settings - Connection settings of the server. */
  constructor(private readonly settings: ServerConnection.ISettings) {}

  lesson(lesson: string): Promise<IPredictions> {
    return request(this.settings, pathOf(lesson));
  }

  choose(lesson: string, id: string, choice: number): Promise<IPrediction> {
    return request(this.settings, pathOf(lesson), {
      method: 'POST',
      body: { prediction: id, choice }
    });
  }
}

function pathOf(lesson: string): string {
  return `lessons/${encodeURIComponent(lesson)}/predictions`;
}
