/**
 * A note that is being written, kept in the browser until the server has it.
 *
 * #### Notes
 * JupyterLab's state database keeps its state on the server, so it could not bridge a server that
 * is gone; the browser's own storage does, through a reload as well.
 */
import type { IAt, Todo } from './documents';

/** A note that is not saved yet. */
export interface IDraft {
  lesson: string;
  /** The note that is changed; null for a new one. */
  note: string | null;
  version: string;
  text: string;
  todo: Todo;
  /** The language that somebody gives it; empty where its script tells. */
  tag: string;
  /** What was selected; undefined where the note stays where it is, or belongs to no paragraph. */
  at?: IAt;
  /** How the text that it belongs to begins. */
  quote: string;
}

/** What is changed while somebody writes. */
export type DraftChange = Partial<Pick<IDraft, 'text' | 'todo' | 'tag'>>;

/** Keeps one draft. */
export interface IDraftStore {
  /** The draft that was kept, if any. */
  load(): IDraft | null;
  /** Keep a draft, or forget it. False where the browser does not let us. */
  save(draft: IDraft | null): boolean;
}

/** A draft in the browser's storage. */
export class BrowserDraft implements IDraftStore {
  /**
   * @param storage - The browser's storage.
   * @param owner - What tells this server from others of the same origin: its base URL.
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
