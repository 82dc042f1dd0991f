/**
 * Types of the REST documents of notes, cards, links and files.
 */
import type { CardChange, NewNote, Note } from '../rest';

export type {
  AttachedFile as IAttachment,
  Card as ICard,
  CardKind,
  Cards as ICards,
  CourseCard as ICourseCard,
  ExportedNotes as IExport,
  Files as IPlaces,
  ImportedNotes as IImport,
  Link as ILink,
  LinkState,
  Note as INote,
  Notes as IListing,
  TodoState as Todo
} from '../rest';

/** Pseudo-lesson of notes that belong to no lesson. */
export const GENERAL = 'general';

/** A task inside a note. */
export type ITask = Note['tasks'][number];

/** The editable content of a card. */
export type ICardText = Required<Omit<CardChange, 'version' | 'note'>>;

/** Position of a selection in a notebook, from which the server determines section and paragraphs. */
export type IAt = NonNullable<NewNote['at']>;

/** Content of a new or changed note. */
export type INoteChange = Partial<
  Pick<NewNote, 'text' | 'todo' | 'tag' | 'at'>
>;
