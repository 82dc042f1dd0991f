/**
 * REST request of the doctor.
 */
import type { ServerConnection } from '@jupyterlab/services';

import { request } from '../request';
import type { IDoctor } from './documents';

/** Fetches the findings about the server's machine. */
export interface IDoctorApi {
  /** The latest findings, or fresh ones with `again`. May throw `ApiError` or `UnreachableError`. */
  doctor(again: boolean): Promise<IDoctor>;
}

/** The request over HTTP. */
export class DoctorApi implements IDoctorApi {
  /** @param settings - Connection settings of the server. */
  constructor(private readonly settings: ServerConnection.ISettings) {}

  doctor(again: boolean): Promise<IDoctor> {
    return request(this.settings, again ? 'doctor?again=1' : 'doctor');
  }
}
