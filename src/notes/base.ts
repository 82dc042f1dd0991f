/**
 * The notes as state: fetched, kept, and told to whoever shows them.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import { problemOf } from '../request';
import type { Problem } from '../request';
import type { INotesApi } from './api';
import type {
  IAttachment,
  ICard,
  ICourseCard,
  ILink,
  IListing,
  INote
} from './documents';
import { GENERAL } from './documents';
import type { IDraft } from './draft';

/** What was taken out last, for the way back. */
export type Taken =
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
  found: IListing | null;
  loading: boolean;
  failure: Problem | null;
  draft: IDraft | null;
  /** Tells one draft from the next; a draft that becomes a change of its saved note keeps it. */
  draftNumber: number;
  /** Whether the browser keeps the draft. */
  draftKept: boolean;
  /** Whether somebody wanted to write another note while one was not saved. */
  draftFirst: boolean;
  saving: boolean;
  /** What kept the last change from being saved. */
  problem: Problem | null;
  taken: Taken | null;
  /** The notes to lead to. */
  led: readonly string[];
  courseCards: ICourseCard[] | null;
  /** The card that is being written. */
  newCard: Partial<ICard> | null;
}

/** What is common to all that can be done with notes. */
export class NotesBase {
  /**
   * @param api - Where notes come from.
   */
  constructor(protected readonly api: INotesApi) {}

  get state(): INotesState {
    return this._state;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The lesson that something new belongs to. */
  get target(): string {
    return this._state.lesson ?? GENERAL;
  }

  /** Another lesson is in front. */
  async show(lesson: string | null): Promise<void> {
    if (lesson !== this._state.lesson) {
      this.set({ lesson, listing: null, led: [] });
      await this.refresh();
    } else if (!this._state.listing && !this._state.loading) {
      await this.refresh();
    }
  }

  /** Fetch again; never rejects, since what went wrong is state. The last call holds. */
  async refresh(): Promise<void> {
    const turn = ++this._turn;
    const { lesson, query } = this._state;
    this.set({ loading: true });
    try {
      const [listing, found] = await Promise.all([
        this.api.list(lesson, ''),
        this._wantsAll ? this.api.list(null, query) : null
      ]);
      if (turn === this._turn) {
        this.set({
          listing,
          found: this._wantsAll ? found : null,
          loading: false,
          failure: null
        });
      }
    } catch (reason) {
      if (turn === this._turn) {
        this.set({ loading: false, failure: problemOf(reason) });
      }
    }
  }

  /** Look for words in all notes; nothing shows the lesson's again. */
  async search(query: string): Promise<void> {
    this.set({ query });
    await this._look();
  }

  /** List other notes, or in another order. */
  async look(view: View): Promise<void> {
    this.set({ view });
    await this._look();
  }

  private async _look(): Promise<void> {
    if (this._wantsAll) {
      await this.refresh();
    } else {
      this.set({ found: null });
    }
  }

  private get _wantsAll(): boolean {
    return this._state.view === 'all' || this._state.query.trim() !== '';
  }

  /** The notes are shown. */
  arrived(): void {
    this._state = { ...this._state, led: [] };
  }

  /** Do something that changes the notes, and fetch them again; null where it could not be done. */
  protected async change<T>(work: () => Promise<T>): Promise<T | null> {
    this.set({ problem: null, taken: null });
    const done = await this.do(work);
    if (done !== null) {
      await this.refresh();
    }
    return done;
  }

  /** Ask for something; what goes wrong is state. */
  protected async do<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (reason) {
      this.set({ problem: problemOf(reason) });
      return null;
    }
  }

  /** Change the state, and tell. */
  protected set(change: Partial<INotesState>): void {
    this._state = { ...this._state, ...change };
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _state: INotesState = {
    lesson: null,
    listing: null,
    view: 'section',
    query: '',
    found: null,
    loading: false,
    failure: null,
    draft: null,
    draftNumber: 0,
    draftKept: true,
    draftFirst: false,
    saving: false,
    problem: null,
    taken: null,
    led: [],
    courseCards: null,
    newCard: null
  };
  private _turn = 0;
}
