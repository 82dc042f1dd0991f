/**
 * Line-by-line comparison of two texts. Pure; loaded together with the view that shows it.
 */
import { diffLines } from 'diff';

/** One row of the comparison: the line that both sides share, or what each side has in its place. */
export interface IDifferenceRow {
  same: boolean;
  left: string | null;
  right: string | null;
}

/**
 * The rows of a side-by-side comparison. Removed lines stand next to the lines that replaced them.
 *
 * @param left - Text of the left column.
 * @param right - Text of the right column.
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

/** The text with exactly one newline at its end, so that the last line compares like any other. */
function withFinalNewline(text: string): string {
  return text.replace(/\s+$/, '') + '\n';
}
