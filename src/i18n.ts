/**
 * What the course and the server say, in the person's language: their texts are ids of the catalogue, which are gathered
 * from the course and not from this code. `language.py` does the same for the command line.
 */
/* eslint-disable jupyter/no-dynamic-translation -- this is the one place whose ids are not literals */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IMessage } from './documents';

/** A text of the course: a title, a summary, a name. */
export function translateText(trans: TranslationBundle, text: string): string {
  return text ? trans.__(text) : '';
}

/** A sentence of the server, with its values put in; in English where it cannot be translated. */
export function translate(trans: TranslationBundle, message: IMessage): string {
  const { id, text, values = {} } = message;
  const words = id ? translateParts(trans, id) : null;
  return words === null
    ? text
    : words.replace(/\{(\w+)[^}]*\}/g, (whole, name: string) =>
        name in values ? formatValue(trans, name, values[name]) : whole
      );
}

/** Values that are names of the course, and so have a translation of their own. */
const TRANSLATED_VALUES = new Set(['title', 'skill', 'test']);

/** A value as a sentence holds it: of a number its first six digits. */
function formatValue(
  trans: TranslationBundle,
  name: string,
  value: unknown
): string {
  if (typeof value === 'number') {
    return String(Number(value.toPrecision(6)));
  }
  const text = String(value);
  return TRANSLATED_VALUES.has(name) ? translateText(trans, text) : text;
}

/**
 * The translation of a template, of the largest parts that are known; null where a part is not.
 *
 * #### Notes
 * Sentences are put together at their ends: “Line 3 raised …: ” and its cause, a fact and its usual cause.
 */
function translateParts(trans: TranslationBundle, id: string): string | null {
  const whole = trans.__(id);
  if (whole !== id) {
    return whole;
  }
  const places = [...id.matchAll(/[.:!?”] /g)].map(found => found.index ?? 0);
  for (const place of places.reverse()) {
    const first = id.slice(0, place + 1);
    const begins = trans.__(first);
    if (begins !== first) {
      const follows = translateParts(trans, id.slice(place + 2));
      if (follows !== null) {
        return begins + (/[。：！？”]$/.test(begins) ? '' : ' ') + follows;
      }
    }
  }
  return null;
}
