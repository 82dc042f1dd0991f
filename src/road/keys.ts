/**
 * The keys of the road's list: one stop for Tab, arrows among the rows, letters for the learner's own word.
 */
import type { Mark } from '../documents';

/** What a key asks for. */
export type KeyAction =
  | { kind: 'move'; to: number }
  | { kind: 'expand'; expanded: boolean }
  | { kind: 'mark'; state: Mark }
  | { kind: 'search' };

/** A key press, as far as it counts here. */
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
 * What a key asks for.
 *
 * @param pressed - The key.
 * @param at - The row that has the focus.
 * @param count - How many rows there are.
 * @param rightToLeft - Whether text runs from the right.
 * @returns The action; null for a key that is not the list's.
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
