/**
 * What the server sends of notes, cards, links and files, as `docs/rest.md` lays it down.
 */
import type { IMessage } from '../documents';

/** Whether a note is a task, and how it stands. */
export type Todo = 'open' | 'done' | null;

/** The lesson of notes that belong to none. */
export const GENERAL = 'general';

/** A task inside of a note. */
export interface ITask {
  text: string;
  done: boolean;
}

/** A note. */
export interface INote {
  id: string;
  lesson: string;
  section: number | null;
  section_title: string;
  first: number | null;
  last: number | null;
  quote: string;
  text: string;
  date: string | null;
  todo: Todo;
  tasks: ITask[];
  /** Its language, as far as it is known. */
  lang: string;
  /** The language that somebody gave it. */
  tag: string;
  version: string;
  /** The cell in which its paragraph is now. */
  cell: string | null;
  /** Whether its paragraph is where it was, elsewhere, nowhere; `none` where that is not known. */
  state: 'none' | 'found' | 'moved' | 'lost';
  now: { section: number; paragraph: number } | null;
}

/** How a link stands. */
export type LinkState = 'found' | 'gone' | 'instead';

/** A link. */
export interface ILink {
  id: string;
  lesson: string;
  title: string;
  url: string;
  state: LinkState;
  instead_of: string;
  date: string | null;
  version: string;
}

/** An attached file; `size` is null where it is not there any more. */
export interface IAttachment {
  id: string;
  lesson: string;
  title: string;
  name: string;
  path: string;
  size: number | null;
  date: string | null;
  version: string;
}

/** What a card is about. */
export type CardKind = 'person' | 'term' | 'paper';

/** What a card says. */
export interface ICardText {
  name: string;
  kind: CardKind;
  also: string;
  who: string;
  what: string;
  met: string;
}

/** A card of the learner's. */
export interface ICard extends ICardText {
  id: string;
  note: string;
  date: string | null;
  lang: string;
  version: string;
}

/** A card of the course's. */
export interface ICourseCard extends ICardText {
  id: string;
  lang: string;
  have: boolean;
}

/** `GET notes`. */
export interface IListing {
  lesson: string | null;
  title: string;
  file: string;
  /** The workspace's path in the contents API; null where it is outside of the server's folder. */
  root: string | null;
  /** The lesson's sections, each with the cell that it begins in. */
  sections: { number: number; title: string; cell: string }[];
  notes: INote[];
  links: ILink[];
  files: IAttachment[];
  cards: ICard[];
  troubles: string[];
  /** The same with what they are translated by; an older server does not tell. */
  problems?: IMessage[];
}

/** Where in a notebook something was selected: the server works out section and paragraphs. */
export interface IAt {
  cell: string;
  to_cell?: string;
  text?: string;
}

/** What a new note, or a changed one, may hold. */
export interface INoteChange {
  text?: string;
  todo?: Todo;
  tag?: string;
  at?: IAt;
}

/** `POST notes/import`. */
export interface IImport {
  notes: {
    section: number | null;
    section_title: string;
    first: number | null;
    last: number | null;
    text: string;
    date: string | null;
    todo: Todo;
    lang: string;
    known: boolean;
  }[];
  added: number;
}

/** `GET cards`. */
export interface ICards {
  cards: ICard[];
  course: ICourseCard[];
}

/** `GET files`. */
export interface IPlaces {
  workspace: string;
  root: string | null;
  notes: string;
  notes_exist: boolean;
  lessons: {
    id: string;
    title: string;
    path: string;
    handed_out: boolean;
    notes: string | null;
  }[];
  links: ILink[];
  files: IAttachment[];
  other_files: { name: string; path: string; size: number }[];
}
