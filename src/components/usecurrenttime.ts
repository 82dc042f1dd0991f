/**
 * React hook for the current time.
 */
import * as React from 'react';

/** Current time in milliseconds, updated every `interval` milliseconds while the component is mounted. */
export function useCurrentTime(interval: number): number {
  const [now, setNow] = React.useState(() => Date.now());
  React.useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}
