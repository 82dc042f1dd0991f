/**
 * Runs a function once at the end of the current turn, however often it is asked for until then.
 */

/** @returns A function that asks for it. */
export function atTurnEnd(run: () => void): () => void {
  let scheduled = false;
  return () => {
    if (!scheduled) {
      scheduled = true;
      queueMicrotask(() => {
        scheduled = false;
        run();
      });
    }
  };
}
