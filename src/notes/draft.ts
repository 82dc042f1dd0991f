/**
 * Unsaved note, stored in the browser until the server has saved it.
 *
 * #### Notes
 * JupyterLab's state database is on the server, so it is no help while the server is unreachable.
 * The browser's storage also survives a reload.
 */
import type { IAt, Todo } from './documents';

/** A note that has not been saved. */
export interface IDraft {
  lesson: string;
  /** Id of the note being changed; null for a new note. */
  note: string | null;
  version: string;
  text: string;
  todo: Todo;
  /** Language chosen by the user; empty to detect it. */
  tag: string;
  /** The selection; undefined to keep the note's position, or for a note without one. */
  at?: IAt;
  /** Beginning of the text that the note refers to. */
  quote: string;
}

/** The part of a draft that the editor changes. */
export type DraftChange = Partial<Pick<IDraft, 'text' | 'todo' | 'tag'>>;

/** Stores one draft. */
export interface IDraftStore {
  /** Load the stored draft, if any. */
  load(): IDraft | null;
  /** Store a draft, or remove it with null. Returns false if the browser refuses. */
  save(draft: IDraft | null): boolean;
}

/** Stores the draft in the browser. */
export class BrowserDraft implements IDraftStore {
  /**
   * @param storage - Storage of the browser.
   * @param owner - Distinguishes servers of the same origin: the base URL.
   */
  constructor(
    private readonly storage: Pick<
      Storage,
      'getItem' | 'setItem' | 'removeItem'
    >,
    owner: string
  ) {
    this._key = `jupyterlab-homl:notes-draft:${owner}`;
  }

  load(): IDraft | null {
    try {
      const found: unknown = JSON.parse(this.storage.getItem(this._key) ?? '');
      return isDraft(found) ? found : null;
    } catch {
      return null;
    }
  }

  save(draft: IDraft | null): boolean {
    try {
      if (draft && draft.text.trim()) {
        this.storage.setItem(this._key, JSON.stringify(draft));
      } else {
        this.storage.removeItem(this._key);
      }
      return true;
    } catch {
      return false;
    }
  }

  private readonly _key: string;
}

function isDraft(found: unknown): found is IDraft {
  if (typeof found !== 'object' || found === null) {
    return false;
  }
  const { lesson, note, quote, tag, text, version } = found as Record<
    string,
    unknown
  >;
  return (
    [lesson, quote, tag, text, version].every(
      each => typeof each === 'string'
    ) &&
    (note === null || typeof note === 'string')
  );
}
