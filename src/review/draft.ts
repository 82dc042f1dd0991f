/**
 * An answer while it is being given.
 */
import type { IReviewItem } from './documents';

/** What is chosen, and what is typed. */
export interface IDraft {
  choice: string | null;
  text: string;
}

/** Nothing yet. */
export const EMPTY_DRAFT: IDraft = { choice: null, text: '' };

/** The answer that a draft holds for a question; null while it holds none. */
export function answerOf(
  item: IReviewItem,
  draft: IDraft
): string | number | null {
  return item.kind === 'number' ? numberOf(draft.text) : draft.choice;
}

/**
 * The number that somebody has typed; null where it is none.
 *
 * #### Notes
 * A comma may stand for the point, a proper minus for a hyphen, and a fraction for its value.
 */
export function numberOf(text: string): number | null {
  const plain = text
    .trim()
    .replace(/[−–]/g, '-')
    .replace(/\s+/g, '')
    .replace(/^([^.,]*),([^.,]*)$/, '$1.$2');
  const [, over, under] = /^([^/]+)\/([^/]+)$/.exec(plain) ?? [];
  const value =
    over !== undefined ? asNumber(over) / asNumber(under) : asNumber(plain);
  return Number.isFinite(value) ? value : null;
}

function asNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)
    ? Number(text)
    : NaN;
}
