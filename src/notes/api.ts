/**
 * REST requests about notes, cards, links and files.
 */
import type { ServerConnection } from '@jupyterlab/services';

import { request } from '../request';
import type {
  IAttachment,
  ICard,
  ICards,
  ICardText,
  IExport,
  IImport,
  ILink,
  IListing,
  INote,
  INoteChange,
  IPlaces,
  LinkState
} from './documents';

/** Address of a note. */
export type NoteRef = Pick<INote, 'id' | 'lesson' | 'version'>;

/** A file to attach: a workspace path, or an upload in base64. */
export type FileSource = { path: string } | { name: string; content: string };

/** Server requests about notes. Every method may throw `ApiError` or `UnreachableError`. */
export interface INotesApi {
  /** List the notes of a lesson, or of all lessons, that contain all words of a query. */
  list(lesson: string | null, query: string): Promise<IListing>;
  /** Create a note, or restore a deleted one. */
  create(lesson: string, note: INoteChange | INote): Promise<INote>;
  /** Change a note. */
  save(note: NoteRef, change: INoteChange): Promise<INote>;
  /** Delete a note. */
  remove(note: NoteRef): Promise<INote>;
  /** Complete or reopen a note that is a task, or the task with the given index inside it. */
  setTaskDone(
    note: NoteRef,
    task: number | null,
    done: boolean
  ): Promise<INote>;
  /** Import the notes in a text, or only list them for a preview. */
  importNotes(lesson: string, text: string, preview: boolean): Promise<IImport>;
  /** Export all notes as one Markdown document. */
  export(lesson: string | null): Promise<IExport>;
  /** List the learner's cards and the course's. */
  cards(): Promise<ICards>;
  /** Add a card. */
  addCard(card: Partial<ICard> | { course: string }): Promise<ICard>;
  /** Change a card. */
  saveCard(card: ICard, change: Partial<ICardText>): Promise<ICard>;
  /** Delete a card. */
  removeCard(card: ICard): Promise<ICard>;
  /** Add a link. */
  addLink(
    lesson: string,
    link: { url: string; title: string; state?: LinkState; instead_of?: string }
  ): Promise<ILink>;
  /** Change a link. */
  saveLink(link: ILink, change: Partial<ILink>): Promise<ILink>;
  /** Delete a link, or detach a file. */
  removeLink(link: ILink | IAttachment): Promise<unknown>;
  /** Attach a file. */
  attach(lesson: string, file: FileSource): Promise<IAttachment>;
  /** List the locations of the learner's files. */
  files(): Promise<IPlaces>;
}

/** The requests over HTTP. */
export class NotesApi implements INotesApi {
  /** @param settings - Connection settings of the server. */
  constructor(private readonly settings: ServerConnection.ISettings) {}

  list(lesson: string | null, query: string): Promise<IListing> {
    return this._ask(
      `notes?${queryString({ lesson: lesson ?? '', q: query })}`
    );
  }

  create(lesson: string, note: INoteChange | INote): Promise<INote> {
    return this._send('POST', 'notes', { ...note, lesson });
  }

  save(note: NoteRef, change: INoteChange): Promise<INote> {
    const { id, lesson, version } = note;
    return this._send('PUT', `notes/${id}`, { ...change, lesson, version });
  }

  remove(note: NoteRef): Promise<INote> {
    const { id, lesson, version } = note;
    return this._send(
      'DELETE',
      `notes/${id}?${queryString({ lesson, version })}`
    );
  }

  setTaskDone(
    note: NoteRef,
    task: number | null,
    done: boolean
  ): Promise<INote> {
    const { id, lesson, version } = note;
    const body = { lesson, version, task, done };
    return this._send('POST', `notes/${id}/todo`, body);
  }

  importNotes(
    lesson: string,
    text: string,
    preview: boolean
  ): Promise<IImport> {
    return this._send('POST', 'notes/import', { lesson, text, preview });
  }

  export(lesson: string | null): Promise<IExport> {
    return this._ask(`notes/export?${queryString({ lesson: lesson ?? '' })}`);
  }

  cards(): Promise<ICards> {
    return this._ask('cards');
  }

  addCard(card: Partial<ICard> | { course: string }): Promise<ICard> {
    return this._send('POST', 'cards', card);
  }

  saveCard(card: ICard, change: Partial<ICardText>): Promise<ICard> {
    const { id, version } = card;
    return this._send('PUT', `cards/${id}`, { ...change, version });
  }

  removeCard(card: ICard): Promise<ICard> {
    const { id, version } = card;
    return this._send('DELETE', `cards/${id}?${queryString({ version })}`);
  }

  addLink(
    lesson: string,
    link: { url: string; title: string; state?: LinkState; instead_of?: string }
  ): Promise<ILink> {
    return this._send('POST', 'links', { ...link, lesson });
  }

  saveLink(link: ILink, change: Partial<ILink>): Promise<ILink> {
    const { id, lesson, version } = link;
    return this._send('PUT', `links/${id}`, { ...change, lesson, version });
  }

  removeLink(link: ILink | IAttachment): Promise<unknown> {
    const { id, lesson } = link;
    return this._send('DELETE', `links/${id}?${queryString({ lesson })}`);
  }

  attach(lesson: string, file: FileSource): Promise<IAttachment> {
    return this._send('POST', 'files', { ...file, lesson });
  }

  files(): Promise<IPlaces> {
    return this._ask('files');
  }

  private _ask<T>(path: string): Promise<T> {
    return request(this.settings, path);
  }

  private _send<T>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown
  ): Promise<T> {
    return request(this.settings, path, { method, body });
  }
}

function queryString(query: Record<string, string>): string {
  return new URLSearchParams(query).toString();
}
