/**
 * Model of the notes, cards, links and files.
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

/** Dependencies of the model. */
export interface INotesModelOptions {
  api: INotesApi;
  drafts: IDraftStore;
}

/** The notes model; one per page. */
export class NotesModel {
  /** @param options - Dependencies of the model. */
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

  /** Lesson to which new content is added. */
  get targetLesson(): string {
    return this._state.lesson ?? GENERAL;
  }

  /** Set the current lesson. */
  async setLesson(lesson: string | null): Promise<void> {
    if (lesson !== this._state.lesson) {
      this._set({ lesson, listing: null, highlighted: [] });
      await this.refresh();
    } else if (!this._state.listing && !this._state.loading) {
      await this.refresh();
    }
  }

  /** Fetch the notes again. Never rejects; the latest of overlapping calls wins. */
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

  /** Search all notes; an empty query shows the lesson's notes again. */
  async search(query: string): Promise<void> {
    this._set({ query });
    await this._updateResult();
  }

  /** Change which notes are listed, and in which order. */
  async setView(view: View): Promise<void> {
    this._set({ view });
    await this._updateResult();
  }

  /** Clear the highlight once the notes have been shown. */
  clearHighlight(): void {
    this._state = { ...this._state, highlighted: [] };
  }

  /** Start a new note, unless there is an unsaved draft. */
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

  /** Start editing a note, unless there is an unsaved draft. */
  editNote(note: INote): void {
    if (this.state.draft?.text.trim()) {
      this._set({ draftBlocksNewNote: true });
      return;
    }
    const { id, lesson, quote, tag, text, todo, version } = note;
    this._replaceDraft({ lesson, note: id, version, text, todo, tag, quote });
  }

  /** Update the draft. */
  updateDraft(change: DraftChange): void {
    const { draft } = this.state;
    if (draft) {
      this._setDraft({ ...draft, ...change });
    }
  }

  /** Discard the draft. */
  discardDraft(): void {
    this._replaceDraft(null);
  }

  /**
   * Save the draft, which stays until the server has saved it. Text typed in the meantime becomes a
   * change of the saved note. `asNew` saves a changed note as a separate one.
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

  /** Complete or reopen a task. */
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

  /** Move a note to another position in its lesson. */
  async moveNote(note: INote, at: IAt): Promise<void> {
    const placed = await this._changeNote(note, now =>
      this._api.save(now, { at })
    );
    if (placed) {
      this._set({ highlighted: [placed.id] });
    }
  }

  /** Delete a note. */
  async removeNote(note: INote): Promise<void> {
    const gone = await this._changeNote(note, now => this._api.remove(now));
    if (gone) {
      this._set({ removed: { kind: 'note', note: gone } });
    }
  }

  /** Restore what was deleted last. */
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

  /** Add one of the learner's own cards, or one of the course's by its id. */
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

  /** Start a new card, or cancel it with null. */
  setNewCard(newCard: Partial<ICard> | null): void {
    this._set({ newCard });
  }

  /** Change a card. */
  async saveCard(card: ICard, change: Partial<ICardText>): Promise<boolean> {
    const { _api: api } = this;
    return (await this._change(() => api.saveCard(card, change))) !== null;
  }

  /** Delete a card. */
  async removeCard(card: ICard): Promise<void> {
    const gone = await this._change(() => this._api.removeCard(card));
    if (gone) {
      this._set({ removed: { kind: 'card', card: gone } });
    }
  }

  /** Fetch the course's cards. */
  async showCourseCards(): Promise<void> {
    const cards = await this._attempt(() => this._api.cards());
    if (cards) {
      this._set({ courseCards: cards.course });
    }
  }

  /** Add a link to the current lesson. */
  async addLink(url: string, title: string): Promise<boolean> {
    const { _api: api } = this;
    const link = { url, title };
    return (
      (await this._change(() => api.addLink(this.targetLesson, link))) !== null
    );
  }

  /** Change a link. */
  async saveLink(link: ILink, change: Partial<ILink>): Promise<void> {
    await this._change(() => this._api.saveLink(link, change));
  }

  /** Delete a link, or detach a file. */
  async removeLink(link: ILink | IAttachment): Promise<void> {
    const gone = await this._change(() => this._api.removeLink(link));
    if (gone !== null) {
      this._set({
        removed:
          'url' in link ? { kind: 'link', link } : { kind: 'file', file: link }
      });
    }
  }

  /** Attach a file to the current lesson. */
  async attach(file: FileSource): Promise<boolean> {
    const { _api: api } = this;
    return (
      (await this._change(() => api.attach(this.targetLesson, file))) !== null
    );
  }

  /** Show and highlight notes. */
  showNotes(notes: readonly string[]): void {
    this._set({
      highlighted: [...notes],
      view: 'section',
      query: '',
      searchResult: null
    });
  }

  /** Clear the error of the last change. */
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

  /** Make a change and fetch the notes again; null if it fails. */
  private async _change<T>(work: () => Promise<T>): Promise<T | null> {
    this._set({ problem: null, removed: null });
    const done = await this._attempt(work);
    if (done !== null) {
      await this.refresh();
    }
    return done;
  }

  /** Run a request; a failure becomes part of the state. */
  private async _attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (reason) {
      this._set({ problem: problemOf(reason) });
      return null;
    }
  }

  /** Change the state and emit `changed`. */
  private _set(change: Partial<INotesState>): void {
    this._state = { ...this._state, ...change };
    this._changed.emit();
  }

  /** Change a note after all pending changes to it, starting from the version they produced. */
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

  /** Replace the current draft by a different one. */
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

/** Whether two drafts would save the same content. */
function isSameDraft(one: IDraft, other: IDraft): boolean {
  return (
    one.text === other.text && one.todo === other.todo && one.tag === other.tag
  );
}
