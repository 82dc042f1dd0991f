/**
 * Translation of texts that come from the server and the course. Their message ids are collected
 * from the course and the Python package instead of from this code; `i18n.py` is the counterpart
 * for the command line.
 */
/* eslint-disable jupyter/no-dynamic-translation -- this is the one place whose ids are not literals */
import { PageConfig } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IMessage } from './documents';

/** The language of code, and of every sentence of the product that has no translation. */
export const SOURCE_LANGUAGE = 'en';

/** The language that the course is written in: of its prose, and of its texts that have no translation. */
export const COURSE_LANGUAGE =
  PageConfig.getOption('homlCourseLanguage') || SOURCE_LANGUAGE;

/** The language of the page, for parts inside of others that are marked with another one. */
export function pageLanguage(): string {
  return document.documentElement.lang.replace('_', '-') || SOURCE_LANGUAGE;
}

/** Names one after another, as the page's language lists them. */
export function listText(names: readonly string[]): string {
  return new Intl.ListFormat(pageLanguage(), { type: 'conjunction' }).format(
    names
  );
}

/** `lang` attribute of a text of the course; undefined if it is translated, so that the page's language applies. */
export function textLanguage(
  trans: TranslationBundle,
  text: string
): string | undefined {
  return trans.__(text) === text ? COURSE_LANGUAGE : undefined;
}

/** `lang` attribute of a server message; undefined if it is translated. */
export function messageLanguage(
  trans: TranslationBundle,
  { id }: IMessage
): string | undefined {
  return !id || translateParts(trans, id) === null
    ? SOURCE_LANGUAGE
    : undefined;
}

/** Translate a text of the course: a title, a summary, a name. */
export function translateText(trans: TranslationBundle, text: string): string {
  return text ? trans.__(text) : '';
}

/** Translate a server message and insert its values; falls back to the English text. */
export function translate(trans: TranslationBundle, message: IMessage): string {
  const { id, text, values = {} } = message;
  const template = id ? translateParts(trans, id) : null;
  return template === null
    ? text
    : template.replace(/\{(\w+)[^}]*\}/g, (whole, name: string) =>
        name in values ? formatValue(trans, name, values[name]) : whole
      );
}

/** Values that are themselves texts of the course and have their own translation. */
const TRANSLATED_VALUES = new Set(['title', 'skill', 'test']);

/** Format a value for a sentence; numbers have at most six significant digits. */
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
 * Translate a template as the longest parts that are in the catalogue; null if any part is not.
 *
 * #### Notes
 * Messages are composed by concatenation: “Line 3 raised …: ” and its cause, a fact and its likely
 * cause.
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
