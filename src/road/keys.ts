/**
 * Keyboard controls of the road: arrow keys move between rows, letters set marks.
 */
import type { Mark } from '../documents';

/** Action of a key. */
export type KeyAction =
  | { kind: 'move'; to: number }
  | { kind: 'expand'; expanded: boolean }
  | { kind: 'mark'; state: Mark }
  | { kind: 'search' };

/** The relevant part of a keyboard event. */
export interface IKey {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

const MARK_KEYS: Record<string, Mark> = {
  d: 'done',
  s: 'skipped',
  l: 'learning'
};

/**
 * Action of a key press.
 *
 * @param pressed - The key.
 * @param at - Index of the focused row.
 * @param count - Number of rows.
 * @param rightToLeft - Whether the text direction is right to left.
 * @returns The action; null for keys that the list does not handle.
 */
export function keyAction(
  pressed: IKey,
  at: number,
  count: number,
  rightToLeft = false
): KeyAction | null {
  const { altKey, ctrlKey, key, metaKey } = pressed;
  if (altKey || ctrlKey || metaKey) {
    return null;
  }
  const mark = MARK_KEYS[key.toLowerCase()];
  if (mark) {
    return { kind: 'mark', state: mark };
  }
  switch (key) {
    case 'ArrowDown':
      return { kind: 'move', to: Math.min(at + 1, count - 1) };
    case 'ArrowUp':
      return { kind: 'move', to: Math.max(at - 1, 0) };
    case 'Home':
      return { kind: 'move', to: 0 };
    case 'End':
      return { kind: 'move', to: count - 1 };
    case 'ArrowRight':
      return { kind: 'expand', expanded: !rightToLeft };
    case 'ArrowLeft':
      return { kind: 'expand', expanded: rightToLeft };
    case '/':
      return { kind: 'search' };
    default:
      return null;
  }
}
