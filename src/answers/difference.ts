/**
 * Two texts side by side, line by line. Pure; loaded with the view that shows it.
 */
import { diffLines } from 'diff';

/** One line of the comparison: the same on both sides, or what each side has in this place. */
export interface IDifferenceRow {
  same: boolean;
  left: string | null;
  right: string | null;
}

/**
 * The rows of a comparison. Lines that were taken out stand beside those that came in their place.
 *
 * @param left - The one text.
 * @param right - The other one.
 */
export function differenceRows(left: string, right: string): IDifferenceRow[] {
  const rows: IDifferenceRow[] = [];
  let removed: string[] = [];
  const flush = (added: string[]): void => {
    const length = Math.max(removed.length, added.length);
    for (let at = 0; at < length; at++) {
      rows.push({
        same: false,
        left: removed[at] ?? null,
        right: added[at] ?? null
      });
    }
    removed = [];
  };
  for (const part of diffLines(
    withFinalNewline(left),
    withFinalNewline(right)
  )) {
    const lines = part.value.replace(/\n$/, '').split('\n');
    if (part.removed) {
      removed = lines;
    } else if (part.added) {
      flush(lines);
    } else {
      flush([]);
      rows.push(
        ...lines.map(line => ({ same: true, left: line, right: line }))
      );
    }
  }
  flush([]);
  return rows;
}

/** A text whose end is a line's end, so that the last line is compared like the others. */
function withFinalNewline(text: string): string {
  return text.replace(/\s+$/, '') + '\n';
}
