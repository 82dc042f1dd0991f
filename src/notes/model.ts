/**
 * What can be done with notes, cards, links and files.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import { problemOf } from '../request';
import type { FileSource, INotesApi } from './api';
import type {
  IAt,
  IAttachment,
  ICard,
  ICardText,
  ILink,
  INote
} from './documents';
import { GENERAL } from './documents';
import type { DraftChange, IDraft, IDraftStore } from './draft';
import { INITIAL_NOTES } from './state';
import type { INotesState, View } from './state';

/** What the model works with. */
export interface INotesModelOptions {
  api: INotesApi;
  drafts: IDraftStore;
}

/** The notes of one page. */
export class NotesModel {
  /**
   * @param options - What it works with.
   */
  constructor(options: INotesModelOptions) {
    this._api = options.api;
    this._drafts = options.drafts;
    const draft = options.drafts.load();
    if (draft) {
      this._set({ draft });
    }
  }

  get state(): INotesState {
    return this._state;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The lesson that something new belongs to. */
  get targetLesson(): string {
    return this._state.lesson ?? GENERAL;
  }

  /** Another lesson is in front. */
  async setLesson(lesson: string | null): Promise<void> {
    if (lesson !== this._state.lesson) {
      this._set({ lesson, listing: null, highlighted: [] });
      await this.refresh();
    } else if (!this._state.listing && !this._state.loading) {
      await this.refresh();
    }
  }

  /** Fetch again; never rejects, since what went wrong is state. The last call holds. */
  async refresh(): Promise<void> {
    const request = ++this._request;
    const { lesson, query } = this._state;
    this._set({ loading: true });
    try {
      const [listing, found] = await Promise.all([
        this._api.list(lesson, ''),
        this._listsAllLessons ? this._api.list(null, query) : null
      ]);
      if (request === this._request) {
        this._set({
          listing,
          searchResult: this._listsAllLessons ? found : null,
          loading: false,
          failure: null
        });
      }
    } catch (reason) {
      if (request === this._request) {
        this._set({ loading: false, failure: problemOf(reason) });
      }
    }
  }

  /** Look for words in all notes; nothing shows the lesson's again. */
  async search(query: string): Promise<void> {
    this._set({ query });
    await this._updateResult();
  }

  /** List other notes, or in another order. */
  async setView(view: View): Promise<void> {
    this._set({ view });
    await this._updateResult();
  }

  /** The notes are shown. */
  clearHighlight(): void {
    this._state = { ...this._state, highlighted: [] };
  }

  /** Begin a note; one that is not saved yet comes first. */
  startNote(
    at: IAt | undefined,
    quote: string,
    lesson = this.targetLesson
  ): void {
    if (this.state.draft?.text.trim()) {
      this._set({ draftBlocksNewNote: true });
      return;
    }
    this._replaceDraft({
      lesson,
      note: null,
      version: '',
      text: '',
      todo: null,
      tag: '',
      at,
      quote
    });
  }

  /** Begin to change a note. */
  editNote(note: INote): void {
    if (this.state.draft?.text.trim()) {
      this._set({ draftBlocksNewNote: true });
      return;
    }
    const { id, lesson, quote, tag, text, todo, version } = note;
    this._replaceDraft({ lesson, note: id, version, text, todo, tag, quote });
  }

  /** What is being written has changed. */
  updateDraft(change: DraftChange): void {
    const { draft } = this.state;
    if (draft) {
      this._setDraft({ ...draft, ...change });
    }
  }

  /** Give the draft up. */
  discardDraft(): void {
    this._replaceDraft(null);
  }

  /**
   * Save the draft; it stays until the server has it. What is typed meanwhile goes on as a change of
   * the saved note. `asNew` saves a change as a note of its own.
   */
  async saveDraft(asNew = false): Promise<boolean> {
    const { draft, draftNumber, saving } = this.state;
    if (!draft || saving) {
      return false;
    }
    const { at, lesson, note, tag, text, todo, version } = draft;
    const change = { text, todo, tag, ...(at ? { at } : {}) };
    this._set({ saving: true, problem: null });
    const saved = await this._attempt(() =>
      note === null || asNew
        ? this._api.create(lesson, change)
        : this._api.save({ id: note, lesson, version }, change)
    );
    this._set({ saving: false });
    if (saved) {
      const now = this.state.draft;
      if (draftNumber === this.state.draftNumber) {
        const { id, version } = saved;
        const more = now && !isSameDraft(now, draft);
        this._setDraft(
          more ? { ...now, note: id, version, at: undefined } : null
        );
      }
      await this.refresh();
      if (!this.state.draft) {
        this._set({ highlighted: [saved.id] });
      }
    }
    return saved !== null;
  }

  /** Open or close a task. */
  async setTaskDone(
    note: INote,
    task: number | null,
    done: boolean
  ): Promise<boolean> {
    const ticked = await this._changeNote(note, now =>
      this._api.setTaskDone(now, task, done)
    );
    return ticked !== null;
  }

  /** Put a note at another place of its lesson. */
  async moveNote(note: INote, at: IAt): Promise<void> {
    const placed = await this._changeNote(note, now =>
      this._api.save(now, { at })
    );
    if (placed) {
      this._set({ highlighted: [placed.id] });
    }
  }

  /** Take a note out. */
  async removeNote(note: INote): Promise<void> {
    const gone = await this._changeNote(note, now => this._api.remove(now));
    if (gone) {
      this._set({ removed: { kind: 'note', note: gone } });
    }
  }

  /** Put what was taken out last back. */
  async undo(): Promise<void> {
    const { removed } = this.state;
    if (!removed) {
      return;
    }
    const { _api: api } = this;
    const back = await this._change<{ id: string }>(() => {
      switch (removed.kind) {
        case 'note':
          return api.create(removed.note.lesson, removed.note);
        case 'card':
          return api.addCard(removed.card);
        case 'link':
          return api.addLink(removed.link.lesson, removed.link);
        case 'file':
          return Promise.resolve(removed.file);
      }
    });
    if (back) {
      this._set({ highlighted: [back.id], removed: null });
    }
  }

  /** Add a card, one of the learner's own or one of the course's by its id. */
  async addCard(card: Partial<ICard> | { course: string }): Promise<boolean> {
    const added = await this._change(() => this._api.addCard(card));
    if (added) {
      this._set({ highlighted: [added.id] });
      if (this.state.courseCards) {
        await this.showCourseCards();
      }
    }
    return added !== null;
  }

  /** Begin a card, or give it up. */
  setNewCard(newCard: Partial<ICard> | null): void {
    this._set({ newCard });
  }

  /** Change a card. */
  async saveCard(card: ICard, change: Partial<ICardText>): Promise<boolean> {
    const { _api: api } = this;
    return (await this._change(() => api.saveCard(card, change))) !== null;
  }

  /** Take a card out. */
  async removeCard(card: ICard): Promise<void> {
    const gone = await this._change(() => this._api.removeCard(card));
    if (gone) {
      this._set({ removed: { kind: 'card', card: gone } });
    }
  }

  /** Fetch the cards of the course. */
  async showCourseCards(): Promise<void> {
    const cards = await this._attempt(() => this._api.cards());
    if (cards) {
      this._set({ courseCards: cards.course });
    }
  }

  /** Add a link to the lesson in front. */
  async addLink(url: string, title: string): Promise<boolean> {
    const { _api: api } = this;
    const link = { url, title };
    return (
      (await this._change(() => api.addLink(this.targetLesson, link))) !== null
    );
  }

  /** Change how a link stands. */
  async saveLink(link: ILink, change: Partial<ILink>): Promise<void> {
    await this._change(() => this._api.saveLink(link, change));
  }

  /** Take a link out, or detach a file. */
  async removeLink(link: ILink | IAttachment): Promise<void> {
    const gone = await this._change(() => this._api.removeLink(link));
    if (gone !== null) {
      this._set({
        removed:
          'url' in link ? { kind: 'link', link } : { kind: 'file', file: link }
      });
    }
  }

  /** Attach a file to the lesson in front. */
  async attach(file: FileSource): Promise<boolean> {
    const { _api: api } = this;
    return (
      (await this._change(() => api.attach(this.targetLesson, file))) !== null
    );
  }

  /** Lead to notes. */
  showNotes(notes: readonly string[]): void {
    this._set({
      highlighted: [...notes],
      view: 'section',
      query: '',
      searchResult: null
    });
  }

  /** Forget what kept a change from being saved. */
  dismissProblem(): void {
    this._set({ problem: null });
  }

  private async _updateResult(): Promise<void> {
    if (this._listsAllLessons) {
      await this.refresh();
    } else {
      this._set({ searchResult: null });
    }
  }

  private get _listsAllLessons(): boolean {
    return this._state.view === 'all' || this._state.query.trim() !== '';
  }

  /** Do something that changes the notes, and fetch them again; null where it could not be done. */
  private async _change<T>(work: () => Promise<T>): Promise<T | null> {
    this._set({ problem: null, removed: null });
    const done = await this._attempt(work);
    if (done !== null) {
      await this.refresh();
    }
    return done;
  }

  /** Ask for something; what goes wrong is state. */
  private async _attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (reason) {
      this._set({ problem: problemOf(reason) });
      return null;
    }
  }

  /** Change the state, and tell. */
  private _set(change: Partial<INotesState>): void {
    this._state = { ...this._state, ...change };
    this._changed.emit();
  }

  /** Change a note once what is under way with it is done, from the version that this led to. */
  private async _changeNote(
    note: INote,
    work: (now: INote) => Promise<INote>
  ): Promise<INote | null> {
    const key = `${note.lesson} ${note.id}`;
    const before = this._pendingChanges.get(key) ?? Promise.resolve(note);
    let answer: INote | null = null;
    const turn = before.then(async last => {
      const { id, version } = last;
      answer = await this._change(() => work({ ...note, id, version }));
      return answer ?? last;
    });
    this._pendingChanges.set(key, turn);
    await turn;
    if (this._pendingChanges.get(key) === turn) {
      this._pendingChanges.delete(key);
    }
    return answer;
  }

  /** Another draft takes the place of the one that there is. */
  private _replaceDraft(draft: IDraft | null): void {
    this._set({ draftNumber: this.state.draftNumber + 1 });
    this._setDraft(draft);
  }

  private _setDraft(draft: IDraft | null): void {
    const draftKept = this._drafts.save(draft);
    const problem = draft ? this.state.problem : null;
    this._set({ draft, draftKept, draftBlocksNewNote: false, problem });
  }

  private readonly _api: INotesApi;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _drafts: IDraftStore;
  private readonly _pendingChanges = new Map<string, Promise<INote>>();
  /** Counts requests, so that the answer to an older one is ignored. */
  private _request = 0;
  private _state = INITIAL_NOTES;
}

/** Whether two states of a draft would be saved as the same. */
function isSameDraft(one: IDraft, other: IDraft): boolean {
  return (
    one.text === other.text && one.todo === other.todo && one.tag === other.tag
  );
}
