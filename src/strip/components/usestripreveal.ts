/**
 * Hook that brings a strip's verdict and help into view when they open below the window.
 */
import type * as React from 'react';

import { useReveal } from '../../components/usereveal';
import type { IStripState } from '../models/stripstate';

/**
 * Scroll the notebook to what opens in a strip.
 *
 * @param inside - An element of the strip.
 * @param state - State of the strip.
 */
export function useStripReveal(
  inside: React.RefObject<Element>,
  state: IStripState
): void {
  const { check, hints, history, reset, solution } = state;
  const strip = (): Element | null =>
    inside.current?.closest('.jp-homl-Strip') ?? null;
  const section = (part: string): Element | null =>
    strip()?.querySelector(`[data-part="${part}"]`) ?? null;
  const whole = (to: Element | null, from = to) => from && to && { from, to };

  let event: unknown = reset.kind === 'none' ? null : reset;
  if (check.kind === 'checked') {
    event = check.verdict;
  } else if (check.kind !== 'idle') {
    event = check.kind;
  }
  useReveal(() => whole(strip()), event);
  useReveal(
    () => {
      const all = section('hints');
      const latest = [...(all?.querySelectorAll('.jp-homl-Hint') ?? [])].pop();
      return whole(all, latest ?? all);
    },
    // Below the last hint is when the next one opens.
    hints.shown ? (hints.problem ?? hints.hints?.opened.length ?? true) : null
  );
  useReveal(
    () => whole(section('solution')),
    solution.shown ? (solution.problem ?? solution.solution ?? true) : null
  );
  useReveal(
    () => whole(section('attempts')),
    history.shown ? (history.compared ?? history.attempts ?? true) : null
  );
}
