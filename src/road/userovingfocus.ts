/**
 * React hook for roving focus (WAI-ARIA): a list of rows is a single tab stop, and arrow keys move
 * between its rows.
 */
import * as React from 'react';

import { keyAction } from './keys';
import type { KeyAction } from './keys';

/** Selector of rows: buttons that identify their subject in `data-row`. */
const ROW = 'button[data-row]:not(:disabled)';

/** Handles the keys that do not move the focus. */
export interface IRovingFocusOptions {
  /** Called for a key that was pressed on a row. */
  act: (action: Exclude<KeyAction, { kind: 'move' }>, row: HTMLElement) => void;
}

/**
 * Keep the rows of an element to a single tab stop.
 *
 * @returns Props to spread over the element.
 */
export function useRovingFocus<T extends HTMLElement>(
  options: IRovingFocusOptions
): {
  ref: React.RefObject<T>;
  onFocus: (event: React.FocusEvent) => void;
  onBlur: () => void;
  onKeyDown: (event: React.KeyboardEvent) => void;
} {
  const ref = React.useRef<T>(null);
  const last = React.useRef<string | undefined>();
  const place = React.useRef(0);
  const isInside = React.useRef(false);
  React.useLayoutEffect(() => {
    const rows = rowsOf(ref.current);
    const same = rows.find(row => row.dataset.row === last.current);
    const stop = same ?? rows[Math.min(place.current, rows.length - 1)];
    if (!same && isInside.current && document.activeElement === document.body) {
      // The focused row has been removed: focus the one that took its place.
      stop?.focus();
    }
    rows.forEach(row => {
      row.tabIndex = row === stop ? 0 : -1;
    });
  });
  return {
    ref,
    onFocus: event => {
      const row = (event.target as HTMLElement).closest<HTMLElement>(ROW);
      if (row) {
        last.current = row.dataset.row;
        isInside.current = true;
        place.current = rowsOf(ref.current).indexOf(row);
        rowsOf(ref.current).forEach(other => {
          other.tabIndex = other === row ? 0 : -1;
        });
      }
    },
    onBlur: () => {
      isInside.current = false;
    },
    onKeyDown: event => {
      const row = (event.target as HTMLElement).closest<HTMLElement>(ROW);
      if (!row || !ref.current) {
        return;
      }
      const rows = rowsOf(ref.current);
      const rightToLeft = getComputedStyle(ref.current).direction === 'rtl';
      const action = keyAction(
        event,
        rows.indexOf(row),
        rows.length,
        rightToLeft
      );
      if (!action) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      if (action.kind === 'move') {
        rows[action.to].focus();
      } else {
        options.act(action, row);
      }
    }
  };
}

function rowsOf(root: HTMLElement | null): HTMLElement[] {
  return Array.from(root?.querySelectorAll<HTMLElement>(ROW) ?? []);
}
