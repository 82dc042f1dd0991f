import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

/** Render the component again whenever a signal is emitted. */
export function useChanges(changed: ISignal<unknown, void>): void {
  const [, render] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => {
    changed.connect(render);
    return () => {
      changed.disconnect(render);
    };
  }, [changed]);
}
