/**
 * Hook that keeps how far the panel around an element is scrolled.
 */
import * as React from 'react';

import type { RoadPlace } from './place';

/**
 * Scroll to where the road stood and remember where it stands from now on.
 *
 * @returns Whether there was a place to go back to.
 */
export function useKeptScroll(
  inside: React.RefObject<HTMLElement>,
  place: RoadPlace
): React.RefObject<boolean> {
  const restored = React.useRef(false);
  React.useLayoutEffect(() => {
    const pane = scrollPane(inside.current);
    if (!pane) {
      return;
    }
    const { scroll } = place.load();
    if (scroll !== null) {
      pane.scrollTop = scroll;
      restored.current = true;
    }
    let frame = 0;
    const note = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() =>
        place.save({ scroll: pane.scrollTop })
      );
    };
    pane.addEventListener('scroll', note, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      pane.removeEventListener('scroll', note);
    };
  }, [inside, place]);
  return restored;
}

/** The nearest element around that scrolls. */
function scrollPane(node: HTMLElement | null): HTMLElement | null {
  for (let at = node?.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) {
      return at;
    }
  }
  return null;
}
