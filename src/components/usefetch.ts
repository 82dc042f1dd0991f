/**
 * React hook that fetches data when a component is first shown.
 */
import * as React from 'react';

import type { Problem } from '../request';
import { problemOf } from '../request';

/** State of the request. */
export type FetchState<T> =
  | { kind: 'loading' }
  | { kind: 'failed'; problem: Problem; retry: () => void }
  | { kind: 'ready'; value: T };

/**
 * Fetch data once, and again on retry or when `key` changes; the previous data stays until the new
 * data arrives.
 *
 * @param fetch - Fetches the data.
 * @param key - What the data depends on.
 */
export function useFetch<T>(
  fetch: () => Promise<T>,
  key: unknown = null
): FetchState<T> {
  const [state, setState] = React.useState<FetchState<T>>({ kind: 'loading' });
  const [tries, setTries] = React.useState(0);
  const latest = React.useRef(fetch);
  latest.current = fetch;
  React.useEffect(() => {
    let wanted = true;
    latest.current().then(
      value => {
        if (wanted) {
          setState({ kind: 'ready', value });
        }
      },
      reason => {
        if (wanted) {
          setState(old =>
            old.kind === 'ready'
              ? old
              : {
                  kind: 'failed',
                  problem: problemOf(reason),
                  retry: () => {
                    setState({ kind: 'loading' });
                    setTries(count => count + 1);
                  }
                }
          );
        }
      }
    );
    return () => {
      wanted = false;
    };
  }, [key, tries]);
  return state;
}
