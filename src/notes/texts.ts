/**
 * Places and states of notes in words.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { CardKind, INote, LinkState } from './documents';
import { GENERAL } from './documents';

/** A lesson by its id, as the headings of notes name it. */
export function lessonName(trans: TranslationBundle, lesson: string): string {
  return lesson === GENERAL ? trans.__('General') : lesson;
}

/** A section's number with two digits, as notes are headed. */
export function sectionNumber(section: number): string {
  return String(section).padStart(2, '0');
}

/** The paragraphs of a note: `3` or `1–2`; nothing where it has none. */
export function paragraphRange(note: Pick<INote, 'first' | 'last'>): string {
  const { first, last } = note;
  if (first === null) {
    return '';
  }
  return last !== null && last > first ? `${first}–${last}` : `${first}`;
}

/** Where a note belongs, for those who hear it. */
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

/** What became of the paragraph of a note; empty where it is where it was. */
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

/** A kind of card. */
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

/** How a link stands. */
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

/** A size that a person can read. */
export function fileSizeText(trans: TranslationBundle, bytes: number): string {
  return bytes < 2 ** 20
    ? trans.__('%1 kB', Math.max(1, Math.round(bytes / 1024)))
    : trans.__('%1 MB', (bytes / 2 ** 20).toFixed(1));
}

/** A text without the lines that are tasks: they are shown as boxes to tick. */
export function withoutTasks(text: string): string {
  return text
    .split('\n')
    .filter(line => !/^[ \t]*[-*][ \t]+\[[ xX]\][ \t]/.test(line))
    .join('\n')
    .trim();
}
