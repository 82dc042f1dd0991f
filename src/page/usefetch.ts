/**
 * Something that a tab fetches when it is first shown: loading, failed, or there.
 */
import * as React from 'react';

import type { Problem } from '../request';
import { problemOf } from '../request';

/** How far it is. */
export type FetchState<T> =
  | { kind: 'loading' }
  | { kind: 'failed'; problem: Problem; retry: () => void }
  | { kind: 'ready'; value: T };

/**
 * Fetch once, and again when asked or when `key` changes; what was there stays until the new has come.
 *
 * @param fetch - What to fetch.
 * @param key - What it depends on.
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
