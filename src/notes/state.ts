/**
 * What is known of the notes now.
 */
import type { Problem } from '../request';
import type {
  IAttachment,
  ICard,
  ICourseCard,
  ILink,
  IListing,
  INote
} from './documents';
import type { IDraft } from './draft';

/** What was taken out last, for the way back. */
export type Removed =
  | { kind: 'note'; note: INote }
  | { kind: 'card'; card: ICard }
  | { kind: 'link'; link: ILink }
  | { kind: 'file'; file: IAttachment };

/** What is listed: a lesson's notes by section or by date, or those of all lessons. */
export type View = 'section' | 'date' | 'all';

/** What is known of the notes now. */
export interface INotesState {
  /** The lesson in front; null where there is none. */
  lesson: string | null;
  /** Its notes, or all of them where there is no lesson. */
  listing: IListing | null;
  view: View;
  query: string;
  /** What a search found, or all notes; null where a lesson's are listed. */
  searchResult: IListing | null;
  loading: boolean;
  failure: Problem | null;
  draft: IDraft | null;
  /** Tells one draft from the next; a draft that becomes a change of its saved note keeps it. */
  draftNumber: number;
  /** Whether the browser keeps the draft. */
  draftKept: boolean;
  /** Whether somebody wanted to write another note while one was not saved. */
  draftBlocksNewNote: boolean;
  saving: boolean;
  /** What kept the last change from being saved. */
  problem: Problem | null;
  removed: Removed | null;
  /** The notes to lead to. */
  highlighted: readonly string[];
  courseCards: ICourseCard[] | null;
  /** The card that is being written. */
  newCard: Partial<ICard> | null;
}

/** Before anything has been fetched. */
export const INITIAL_NOTES: INotesState = {
  lesson: null,
  listing: null,
  view: 'section',
  query: '',
  searchResult: null,
  loading: false,
  failure: null,
  draft: null,
  draftNumber: 0,
  draftKept: true,
  draftBlocksNewNote: false,
  saving: false,
  problem: null,
  removed: null,
  highlighted: [],
  courseCards: null,
  newCard: null
};
