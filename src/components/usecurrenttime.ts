/**
 * The clock as a hook.
 */
import * as React from 'react';

/** The time in milliseconds, renewed every `interval` milliseconds while the component is shown. */
export function useCurrentTime(interval: number): number {
  const [now, setNow] = React.useState(() => Date.now());
  React.useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}
