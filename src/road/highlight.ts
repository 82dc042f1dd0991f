/**
 * Comparing texts without case and accents, and finding in the original what matched. Pure.
 */

/** A part of a text, and whether it matches a search term. */
export interface IPiece {
  text: string;
  hit: boolean;
}

/** Normalise text for comparison: no case, no accents. */
export function normalize(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * Split a text into parts that match and parts that do not.
 *
 * @param text - The text.
 * @param terms - Normalised search terms.
 */
export function highlight(text: string, terms: readonly string[]): IPiece[] {
  const { folded, places } = fold(text);
  const hits = spans(folded, terms).map(([start, end]): [number, number] => [
    places[start],
    places[end]
  ]);
  const pieces: IPiece[] = [];
  let at = 0;
  for (const [start, end] of hits) {
    if (end > at) {
      pieces.push({ text: text.slice(at, start), hit: false });
      pieces.push({ text: text.slice(Math.max(start, at), end), hit: true });
      at = end;
    }
  }
  pieces.push({ text: text.slice(at), hit: false });
  return pieces.filter(piece => piece.text !== '');
}

/**
 * The part of a text around the first match, cut between words.
 *
 * @param text - The text.
 * @param terms - Normalised search terms.
 * @param length - About how many characters to return.
 */
export function excerpt(
  text: string,
  terms: readonly string[],
  length = 110
): string {
  const { folded, places } = fold(text);
  const [first] = spans(folded, terms);
  const hit = first ? places[first[0]] : 0;
  let start = Math.max(0, hit - length / 3);
  if (start > 0) {
    const space = text.indexOf(' ', start);
    start = space < 0 || space >= hit ? hit : space + 1;
  }
  let end = Math.min(text.length, start + length);
  if (end < text.length) {
    const space = text.lastIndexOf(' ', end);
    end = space > hit ? space : end;
  }
  return `${start > 0 ? '… ' : ''}${text.slice(start, end)}${end < text.length ? ' …' : ''}`;
}

/** A normalised text, and where each of its characters (and its end) is in the original. */
function fold(text: string): { folded: string; places: number[] } {
  let folded = '';
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = character < '\x80' ? character : normalize(character);
    for (let unit = 0; unit < plain.length; unit++) {
      places.push(at);
    }
    folded += plain;
    at += character.length;
  }
  places.push(text.length);
  return { folded: folded.toLowerCase(), places };
}

/** Where terms are in a normalised text, in order; overlapping ones are not joined. */
function spans(folded: string, terms: readonly string[]): [number, number][] {
  const found: [number, number][] = [];
  for (const term of terms) {
    for (
      let at = folded.indexOf(term);
      at >= 0 && term;
      at = folded.indexOf(term, at + term.length)
    ) {
      found.push([at, at + term.length]);
    }
  }
  return found.sort(([one], [other]) => one - other);
}
