/**
 * Answer that has not been submitted yet.
 */
import type { IReviewItem } from './documents';

/** The chosen option and the typed text. */
export interface IDraft {
  choice: string | null;
  text: string;
}

/** Draft without an answer. */
export const EMPTY_DRAFT: IDraft = { choice: null, text: '' };

/** The answer in a draft; null if it has none. */
export function answerOf(
  item: IReviewItem,
  draft: IDraft
): string | number | null {
  return item.kind === 'number' ? numberOf(draft.text) : draft.choice;
}

/**
 * Parse a number; null if the text is not one.
 *
 * #### Notes
 * Accepts decimal commas, typographic minus signs and fractions.
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
