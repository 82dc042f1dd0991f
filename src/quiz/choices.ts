/**
 * Reads and edits the answers in a quiz cell: `answers = {"q1": "b", …}`. The cell's text is the
 * source of truth. Pure.
 */

/** Span of a value in the text. */
interface IPlace {
  start: number;
  end: number;
}

/** The chosen letter for each key; null if nothing, or something else, is written there. */
export function choicesIn(
  source: string,
  keys: readonly string[]
): Map<string, string | null> {
  return new Map(
    keys.map(key => {
      const place = find(source, key);
      const text = place ? source.slice(place.start, place.end) : '';
      return [key, /^(['"])([a-z])\1$/.exec(text)?.[2] ?? null];
    })
  );
}

/** The text with one choice changed. The rest of the text is unchanged; a missing dict or key is inserted. */
export function withChoice(
  source: string,
  keys: readonly string[],
  key: string,
  choice: string
): string {
  const place = find(source, key);
  if (place) {
    return (
      source.slice(0, place.start) + `"${choice}"` + source.slice(place.end)
    );
  }
  const dict = last(source, /^answers\s*=\s*\{/gm);
  if (dict) {
    const at = dict.index + dict[0].length;
    const rest = source.slice(at);
    const comma = /^\s*\}/.test(rest) ? '' : ', ';
    return `${source.slice(0, at)}"${key}": "${choice}"${comma}${rest}`;
  }
  const lines = keys.map(
    one => `    "${one}": ${one === key ? `"${choice}"` : 'None'},\n`
  );
  return `answers = {\n${lines.join('')}}\n${source}`;
}

/** Span of a key's value: the last one outside comments, which is the one that Python would use. */
function find(source: string, key: string): IPlace | null {
  const value = `(['"])${key}\\1\\s*:\\s*(None|\\.\\.\\.|'[^'\\n]*'|"[^"\\n]*")`;
  const match = last(source, new RegExp(value, 'g'));
  if (!match) {
    return null;
  }
  const end = match.index + match[0].length;
  return { start: end - match[2].length, end };
}

/** The last match outside comments. */
function last(
  source: string,
  pattern: RegExp
):
  | (RegExpMatchArray & {
      index: number;
    })
  | null {
  let found: (RegExpMatchArray & { index: number }) | null = null;
  for (const match of source.matchAll(pattern)) {
    const { index = 0 } = match;
    const line = source.slice(source.lastIndexOf('\n', index - 1) + 1, index);
    if (!line.includes('#')) {
      found = Object.assign(match, { index });
    }
  }
  return found;
}
