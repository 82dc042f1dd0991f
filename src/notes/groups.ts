/**
 * Grouping of notes by section or by date.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { INote } from './documents';
import type { Removed } from './state';

/** Notes under one heading. */
export interface IGroup {
  key: string;
  /** Id of the lesson (or the date) if it differs from the previous group. */
  lesson: string;
  section: number | null;
  title: string;
  notes: INote[];
}

/** Group notes by day, newest first. */
export function byDate(notes: INote[]): IGroup[] {
  const days = [...new Set(notes.map(note => note.date ?? ''))];
  return days
    .sort()
    .reverse()
    .map(day => ({
      key: day,
      lesson: day,
      section: null,
      title: '',
      notes: notes.filter(note => (note.date ?? '') === day)
    }));
}

/** Text about what has been deleted. */
export function removedText(
  trans: TranslationBundle,
  removed: Removed
): string {
  switch (removed.kind) {
    case 'note':
      return trans.__('Note deleted.');
    case 'card':
      return trans.__('Card %1 deleted.', removed.card.name);
    case 'link':
      return trans.__('Link deleted.');
    case 'file':
      return trans.__(
        '%1 detached. A copy is kept in .homl/deleted-notes.',
        removed.file.title
      );
  }
}

/** Group consecutive notes of the same section. */
export function bySection(notes: INote[], several: boolean): IGroup[] {
  const groups: IGroup[] = [];
  let last: INote | null = null;
  for (const note of notes) {
    if (
      last === null ||
      last.lesson !== note.lesson ||
      last.section !== note.section ||
      last.section_title !== note.section_title
    ) {
      groups.push({
        key: `${groups.length} ${note.lesson} ${note.section}`,
        lesson: several && last?.lesson !== note.lesson ? note.lesson : '',
        section: note.section,
        title: note.section_title,
        notes: []
      });
    }
    groups[groups.length - 1].notes.push(note);
    last = note;
  }
  return groups;
}
