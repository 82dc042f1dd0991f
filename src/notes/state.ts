/**
 * State of the notes model.
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

/** What was deleted last, for undo. */
export type Removed =
  | { kind: 'note'; note: INote }
  | { kind: 'card'; card: ICard }
  | { kind: 'link'; link: ILink }
  | { kind: 'file'; file: IAttachment };

/** Which notes are listed: a lesson's by section or by date, or those of all lessons. */
export type View = 'section' | 'date' | 'all';

/** State of the notes model. */
export interface INotesState {
  /** The current lesson; null if there is none. */
  lesson: string | null;
  /** Content of the current lesson, or of all lessons if there is none. */
  listing: IListing | null;
  view: View;
  query: string;
  /** Search results, or the notes of all lessons; null if only the lesson's notes are listed. */
  searchResult: IListing | null;
  loading: boolean;
  failure: Problem | null;
  draft: IDraft | null;
  /** Identifies the draft; it is kept when a draft becomes a change of its saved note. */
  draftNumber: number;
  /** Whether the browser stores the draft. */
  draftKept: boolean;
  /** Whether the user has tried to start another note while the draft was unsaved. */
  draftBlocksNewNote: boolean;
  saving: boolean;
  /** Why the last change could not be saved. */
  problem: Problem | null;
  removed: Removed | null;
  /** Ids of the notes, cards or links to scroll to. */
  highlighted: readonly string[];
  courseCards: ICourseCard[] | null;
  /** The card being written. */
  newCard: Partial<ICard> | null;
}

/** State before anything has been fetched. */
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
