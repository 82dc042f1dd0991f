/**
 * Texts for positions and states of notes, cards and links.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { CardKind, INote, LinkState } from './documents';
import { GENERAL } from './documents';

/** Name of a lesson in the headings of notes. */
export function lessonName(trans: TranslationBundle, lesson: string): string {
  return lesson === GENERAL ? trans.__('General') : lesson;
}

/** Section number with two digits, as in the headings of note files. */
export function sectionNumber(section: number): string {
  return String(section).padStart(2, '0');
}

/** Range of a note's paragraphs: `3` or `1–2`; empty if it has none. */
export function paragraphRange(note: Pick<INote, 'first' | 'last'>): string {
  const { first, last } = note;
  if (first === null) {
    return '';
  }
  return last !== null && last > first ? `${first}–${last}` : `${first}`;
}

/** Position of a note, for screen readers. */
export function positionText(
  trans: TranslationBundle,
  note: Pick<INote, 'first' | 'last' | 'section'>
): string {
  const { first, last, section } = note;
  if (section === null) {
    return trans.__('note without a location');
  }
  if (first === null) {
    return trans.__('note on section %1', section);
  }
  return last !== null && last > first
    ? trans.__('note on section %1, paragraphs %2 to %3', section, first, last)
    : trans.__('note on section %1, paragraph %2', section, first);
}

/** Where the text of a note has gone; empty if it has not moved. */
export function anchorStateText(trans: TranslationBundle, note: INote): string {
  if (note.state === 'lost') {
    return trans.__(
      'The text that this note refers to is no longer in the lesson. The note is kept.'
    );
  }
  if (note.state === 'moved' && note.now) {
    return note.now.paragraph
      ? trans.__(
          'Its text has moved to section %1, paragraph %2.',
          note.now.section,
          note.now.paragraph
        )
      : trans.__('Its text has moved to section %1.', note.now.section);
  }
  return '';
}

/** Name of a kind of card. */
export function cardKindText(trans: TranslationBundle, kind: CardKind): string {
  switch (kind) {
    case 'person':
      return trans.__('Person');
    case 'paper':
      return trans.__('Paper');
    case 'term':
      return trans.__('Term');
  }
}

/** Name of a link's state. */
export function linkStateText(
  trans: TranslationBundle,
  state: LinkState
): string {
  switch (state) {
    case 'found':
      return trans.__('found');
    case 'gone':
      return trans.__('gone');
    case 'instead':
      return trans.__('replacement');
  }
}

/** Human-readable file size. */
export function fileSizeText(trans: TranslationBundle, bytes: number): string {
  return bytes < 2 ** 20
    ? trans.__('%1 kB', Math.max(1, Math.round(bytes / 1024)))
    : trans.__('%1 MB', (bytes / 2 ** 20).toFixed(1));
}

/** A text without its task lines, which are shown as checkboxes. */
export function withoutTasks(text: string): string {
  return text
    .split('\n')
    .filter(line => !/^[ \t]*[-*][ \t]+\[[ xX]\][ \t]/.test(line))
    .join('\n')
    .trim();
}
