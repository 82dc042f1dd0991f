/**
 * The documents of notes, cards, links and files.
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

/** The lesson of notes that belong to none. */
export const GENERAL = 'general';

/** A task inside of a note. */
export type ITask = Note['tasks'][number];

/** What the learner can write on a card. */
export type ICardText = Required<Omit<CardChange, 'version' | 'note'>>;

/** Where in a notebook something was selected: the server works out section and paragraphs. */
export type IAt = NonNullable<NewNote['at']>;

/** What a new note, or a changed one, may hold. */
export type INoteChange = Partial<
  Pick<NewNote, 'text' | 'todo' | 'tag' | 'at'>
>;
