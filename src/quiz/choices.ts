/**
 * The answers of a quiz as they stand in its cell: `answers = {"q1": "b", …}`. The text is the truth;
 * these read it and write into it. Pure.
 */

/** A value in the text. */
interface IPlace {
  start: number;
  end: number;
}

/** What is chosen for each key: a letter, or null where there is none (or something else stands there). */
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

/**
 * The text with another choice in it. What else stands in the text is left alone; a dict, or a key in
 * it, that is not there is put there.
 */
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

/** Where the value of a key stands: the last one that is not in a comment, as Python would see it. */
function find(source: string, key: string): IPlace | null {
  const value = `(['"])${key}\\1\\s*:\\s*(None|\\.\\.\\.|'[^'\\n]*'|"[^"\\n]*")`;
  const match = last(source, new RegExp(value, 'g'));
  if (!match) {
    return null;
  }
  const end = match.index + match[0].length;
  return { start: end - match[2].length, end };
}

/** The last match that does not stand in a comment. */
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
