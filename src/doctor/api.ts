/**
 * The doctor's request.
 */
import type { ServerConnection } from '@jupyterlab/services';

import { request } from '../request';
import type { IDoctor } from './documents';

/** Asks the server to look at its machine. */
export interface IDoctorApi {
  /** What it found when it looked last, or finds now. May throw `ApiError` or `UnreachableError`. */
  doctor(again: boolean): Promise<IDoctor>;
}

/** The request over HTTP. */
export class DoctorApi implements IDoctorApi {
  /**
   * @param settings - The server to speak to.
   */
  constructor(private readonly settings: ServerConnection.ISettings) {}

  doctor(again: boolean): Promise<IDoctor> {
    return request(this.settings, again ? 'doctor?again=1' : 'doctor');
  }
}
