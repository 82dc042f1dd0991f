/**
 * React hook that starts jobs about assignments and follows them to their end.
 */
import * as React from 'react';

import type { IMessage } from '../documents';
import { problemOf } from '../request';
import type { Problem } from '../request';
import type { IClassApi } from './api';
import type { Action, IClassAssignment } from './documents';

/** How the last job about an assignment stands. */
export type JobState =
  | {
      kind: 'running';
      action: Action;
      job: string | null;
      /** Whether it waits for another one to end. */
      queued: boolean;
      progress: { done: number; total: number } | null;
    }
  | { kind: 'done'; action: Action; warnings: readonly string[] }
  | { kind: 'stopped'; action: Action }
  | { kind: 'failed'; action: Action; problem: IMessage | Problem };

/** The jobs, by assignment. */
export interface IJobs {
  states: ReadonlyMap<string, JobState>;
  start: (assignment: string, action: Action) => void;
  stop: (job: string) => void;
}

/**
 * Start and follow jobs.
 *
 * @param api - Sends the requests.
 * @param known - The assignments, with the jobs that were under way when they were fetched.
 * @param ended - Called when a job has ended.
 */
export function useJobs(
  api: IClassApi,
  known: readonly IClassAssignment[],
  ended: () => void
): IJobs {
  const [states, setStates] = React.useState<ReadonlyMap<string, JobState>>(
    new Map()
  );
  const followed = React.useRef(new Set<string>());
  const mounted = React.useRef(true);
  React.useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const set = (assignment: string, state: JobState): void => {
    if (mounted.current) {
      setStates(old => new Map(old).set(assignment, state));
    }
  };
  const follow = async (
    assignment: string,
    action: Action,
    job: string
  ): Promise<void> => {
    followed.current.add(job);
    while (mounted.current) {
      const found = await api.job(job);
      switch (found.state) {
        case 'queued':
        case 'running': {
          const progress = found.progress ?? null;
          const queued = found.state === 'queued';
          set(assignment, { kind: 'running', action, job, queued, progress });
          continue;
        }
        case 'failed':
          set(assignment, {
            kind: 'failed',
            action,
            problem: found.problem ?? problemOf(found.message)
          });
          break;
        case 'cancelled':
          set(assignment, { kind: 'stopped', action });
          break;
        default: {
          const { result } = found;
          const warnings =
            result && 'warnings' in result ? result.warnings : [];
          set(assignment, { kind: 'done', action, warnings });
        }
      }
      ended();
      return;
    }
  };
  const watch = (
    assignment: string,
    action: Action,
    job: Promise<string>
  ): void => {
    set(assignment, {
      kind: 'running',
      action,
      job: null,
      queued: false,
      progress: null
    });
    let id = '';
    job
      .then(started => {
        id = started;
        return follow(assignment, action, started);
      })
      .catch(reason => {
        // It may go on all the same: once it is seen again, it is followed again.
        followed.current.delete(id);
        const problem = problemOf(reason);
        set(assignment, { kind: 'failed', action, problem });
        ended();
      });
  };
  React.useEffect(() => {
    for (const { job, name } of known) {
      if (job && !followed.current.has(job.job)) {
        watch(name, job.kind, Promise.resolve(job.job));
      }
    }
  }, [known]);
  return {
    states,
    start: (assignment, action) =>
      watch(assignment, action, api.start(assignment, action)),
    stop: job => void api.stop(job).catch(() => undefined)
  };
}
