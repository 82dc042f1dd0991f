/**
 * REST requests about a class.
 */
import type { ServerConnection } from '@jupyterlab/services';

import type { IJobStarted } from '../documents';
import { request } from '../request';
import type {
  Action,
  IBoard,
  IClassAssignments,
  IClassJob,
  IClassMistakes
} from './documents';

/** How long a request waits for the end of a job, in seconds. */
const WAIT = 2;

/** What instructors see and do. Every method may throw `ApiError` or `UnreachableError`. */
export interface IClassApi {
  /** All assignments. */
  assignments(): Promise<IClassAssignments>;
  /** One of them with all learners. */
  board(assignment: string): Promise<IBoard>;
  /** What the class gets wrong in it. */
  mistakes(assignment: string): Promise<IClassMistakes>;
  /** Move its due date, an ISO time; null removes it. */
  setDue(assignment: string, due: string | null): Promise<IBoard>;
  /** Give a learner time until an ISO time; null takes that back. */
  extend(
    assignment: string,
    student: string,
    until: string | null
  ): Promise<void>;
  /** Start doing something to it; gives the id of the job. */
  start(assignment: string, action: Action): Promise<string>;
  /** The state of a job, after a moment or when it has ended. */
  job(id: string): Promise<IClassJob>;
  /** Stop a job. */
  stop(id: string): Promise<void>;
}

/** The requests over HTTP. */
export class ClassApi implements IClassApi {
  /** @param settings - Connection settings of the server. */
  constructor(private readonly settings: ServerConnection.ISettings) {}

  assignments(): Promise<IClassAssignments> {
    return request(this.settings, 'class');
  }

  board(assignment: string): Promise<IBoard> {
    return request(this.settings, `class/${encodeURIComponent(assignment)}`);
  }

  mistakes(assignment: string): Promise<IClassMistakes> {
    const name = encodeURIComponent(assignment);
    return request(this.settings, `class/${name}/mistakes`);
  }

  setDue(assignment: string, due: string | null): Promise<IBoard> {
    return request(this.settings, `class/${encodeURIComponent(assignment)}`, {
      method: 'PUT',
      body: { due }
    });
  }

  async extend(
    assignment: string,
    student: string,
    until: string | null
  ): Promise<void> {
    const [name, id] = [assignment, student].map(encodeURIComponent);
    await request(this.settings, `class/${name}/extensions/${id}`, {
      method: 'PUT',
      body: { until }
    });
  }

  async start(assignment: string, action: Action): Promise<string> {
    const name = encodeURIComponent(assignment);
    const { job } = await (action === 'grading'
      ? request<IJobStarted>(this.settings, 'grading', {
          method: 'POST',
          body: { assignment }
        })
      : request<IJobStarted>(this.settings, `class/${name}/actions`, {
          method: 'POST',
          body: { action }
        }));
    return job;
  }

  job(id: string): Promise<IClassJob> {
    return request(
      this.settings,
      `jobs/${encodeURIComponent(id)}?wait=${WAIT}`
    );
  }

  async stop(id: string): Promise<void> {
    await request(this.settings, `jobs/${encodeURIComponent(id)}`, {
      method: 'DELETE'
    });
  }
}
