/**
 * What the course and the server say, in the person's language: their texts are ids of the catalogue, which are gathered
 * from the course and not from this code.
 */
/* eslint-disable jupyter/no-dynamic-translation -- this is the one place whose ids are not literals */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IMessage } from './documents';

/** A text of the course: a title, a summary, a name. */
export function inWords(trans: TranslationBundle, text: string): string {
  return text ? trans.__(text) : '';
}

/** A sentence of the server, with its values put in; in English where it cannot be translated. */
export function told(trans: TranslationBundle, message: IMessage): string {
  const { id, text, values = {} } = message;
  const words = id ? trans.__(id) : '';
  if (!words || words === id) {
    return text;
  }
  return words.replace(/\{(\w+)[^}]*\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole
  );
}
