/**
 * Client of the core REST API. The only module that knows these URLs.
 */
import type { ServerConnection } from '@jupyterlab/services';

import type {
  ICheckJob,
  ICourse,
  IHints,
  IJobStarted,
  INotebookCell,
  IOpened,
  IReset,
  ISolution,
  IVisit
} from './documents';
import { request } from './request';
import type { IHomlApi } from './tokens';

/** The core REST API over HTTP. */
export class HomlApi implements IHomlApi {
  /** @param settings - Connection settings of the server. */
  constructor(private readonly settings: ServerConnection.ISettings) {}

  course(): Promise<ICourse> {
    return request(this.settings, 'course');
  }

  openLesson(lesson: string): Promise<IOpened> {
    return request(this.settings, `lessons/${encodeId(lesson)}/open`, {
      method: 'POST'
    });
  }

  async check(
    path: string,
    exercise: string,
    cells: INotebookCell[]
  ): Promise<string> {
    const { job } = await request<IJobStarted>(this.settings, 'checks', {
      method: 'POST',
      body: { path, exercise, cells }
    });
    return job;
  }

  job(job: string, wait: number): Promise<ICheckJob> {
    return request(this.settings, `jobs/${encodeId(job)}?wait=${wait}`);
  }

  cancel(job: string): Promise<ICheckJob> {
    return request(this.settings, `jobs/${encodeId(job)}`, {
      method: 'DELETE'
    });
  }

  hints(exercise: string): Promise<IHints> {
    return request(this.settings, `exercises/${encodeId(exercise)}/hints`);
  }

  openHint(exercise: string): Promise<IHints> {
    return request(this.settings, `exercises/${encodeId(exercise)}/hints`, {
      method: 'POST'
    });
  }

  solution(exercise: string): Promise<ISolution> {
    return request(this.settings, `exercises/${encodeId(exercise)}/solution`);
  }

  reset(path: string, exercise: string): Promise<IReset> {
    return request(this.settings, 'resets', {
      method: 'POST',
      body: { path, exercise }
    });
  }

  async visit(visit: IVisit): Promise<void> {
    await request(this.settings, 'visits', { method: 'POST', body: visit });
  }
}

function encodeId(id: string): string {
  return encodeURIComponent(id);
}
