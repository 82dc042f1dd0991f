/**
 * What can be done with notes, cards, links and files.
 */
import type { FileSource, INotesApi } from './api';
import { NotesBase } from './base';
import type {
  IAt,
  IAttachment,
  ICard,
  ICardText,
  ILink,
  INote
} from './documents';
import type { DraftChange, IDraft, IDraftStore } from './draft';

/** What the model works with. */
export interface INotesModelOptions {
  api: INotesApi;
  drafts: IDraftStore;
}

/** The notes of one page. */
export class NotesModel extends NotesBase {
  /**
   * @param options - What it works with.
   */
  constructor(options: INotesModelOptions) {
    super(options.api);
    this._drafts = options.drafts;
    const draft = options.drafts.load();
    if (draft) {
      this.set({ draft });
    }
  }

  /** Begin a note; one that is not saved yet comes first. */
  begin(at: IAt | undefined, quote: string, lesson = this.target): void {
    if (this.state.draft?.text.trim()) {
      this.set({ draftFirst: true });
      return;
    }
    this._another({
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
  edit(note: INote): void {
    if (this.state.draft?.text.trim()) {
      this.set({ draftFirst: true });
      return;
    }
    const { id, lesson, quote, tag, text, todo, version } = note;
    this._another({ lesson, note: id, version, text, todo, tag, quote });
  }

  /** What is being written has changed. */
  write(change: DraftChange): void {
    const { draft } = this.state;
    if (draft) {
      this._draft({ ...draft, ...change });
    }
  }

  /** Give the draft up. */
  discard(): void {
    this._another(null);
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
    this.set({ saving: true, problem: null });
    const saved = await this.do(() =>
      note === null || asNew
        ? this.api.create(lesson, change)
        : this.api.save({ id: note, lesson, version }, change)
    );
    this.set({ saving: false });
    if (saved) {
      const now = this.state.draft;
      if (draftNumber === this.state.draftNumber) {
        const { id, version } = saved;
        const more = now && !same(now, draft);
        this._draft(more ? { ...now, note: id, version, at: undefined } : null);
      }
      await this.refresh();
      if (!this.state.draft) {
        this.set({ led: [saved.id] });
      }
    }
    return saved !== null;
  }

  /** Open or close a task. */
  async tick(
    note: INote,
    task: number | null,
    done: boolean
  ): Promise<boolean> {
    const ticked = await this._inTurn(note, now =>
      this.api.tick(now, task, done)
    );
    return ticked !== null;
  }

  /** Put a note at another place of its lesson. */
  async place(note: INote, at: IAt): Promise<void> {
    const placed = await this._inTurn(note, now => this.api.save(now, { at }));
    if (placed) {
      this.set({ led: [placed.id] });
    }
  }

  /** Take a note out. */
  async remove(note: INote): Promise<void> {
    const gone = await this._inTurn(note, now => this.api.remove(now));
    if (gone) {
      this.set({ taken: { kind: 'note', note: gone } });
    }
  }

  /** Put what was taken out last back. */
  async undo(): Promise<void> {
    const { taken } = this.state;
    if (!taken) {
      return;
    }
    const { api } = this;
    const back = await this.change<{ id: string }>(() => {
      switch (taken.kind) {
        case 'note':
          return api.create(taken.note.lesson, taken.note);
        case 'card':
          return api.addCard(taken.card);
        case 'link':
          return api.addLink(taken.link.lesson, taken.link);
        case 'file':
          return Promise.resolve(taken.file);
      }
    });
    if (back) {
      this.set({ led: [back.id], taken: null });
    }
  }

  /** Add a card, one of the learner's own or one of the course's by its id. */
  async addCard(card: Partial<ICard> | { course: string }): Promise<boolean> {
    const added = await this.change(() => this.api.addCard(card));
    if (added) {
      this.set({ led: [added.id] });
      if (this.state.courseCards) {
        await this.showCourseCards();
      }
    }
    return added !== null;
  }

  /** Begin a card, or give it up. */
  beginCard(newCard: Partial<ICard> | null): void {
    this.set({ newCard });
  }

  /** Change a card. */
  async saveCard(card: ICard, change: Partial<ICardText>): Promise<boolean> {
    const { api } = this;
    return (await this.change(() => api.saveCard(card, change))) !== null;
  }

  /** Take a card out. */
  async removeCard(card: ICard): Promise<void> {
    const gone = await this.change(() => this.api.removeCard(card));
    if (gone) {
      this.set({ taken: { kind: 'card', card: gone } });
    }
  }

  /** Fetch the cards of the course. */
  async showCourseCards(): Promise<void> {
    const cards = await this.do(() => this.api.cards());
    if (cards) {
      this.set({ courseCards: cards.course });
    }
  }

  /** Add a link to the lesson in front. */
  async addLink(url: string, title: string): Promise<boolean> {
    const { api } = this;
    const link = { url, title };
    return (await this.change(() => api.addLink(this.target, link))) !== null;
  }

  /** Change how a link stands. */
  async saveLink(link: ILink, change: Partial<ILink>): Promise<void> {
    await this.change(() => this.api.saveLink(link, change));
  }

  /** Take a link out, or detach a file. */
  async removeLink(link: ILink | IAttachment): Promise<void> {
    const gone = await this.change(() => this.api.removeLink(link));
    if (gone !== null) {
      this.set({
        taken:
          'url' in link ? { kind: 'link', link } : { kind: 'file', file: link }
      });
    }
  }

  /** Attach a file to the lesson in front. */
  async attach(file: FileSource): Promise<boolean> {
    const { api } = this;
    return (await this.change(() => api.attach(this.target, file))) !== null;
  }

  /** Lead to notes. */
  lead(notes: readonly string[]): void {
    this.set({ led: [...notes], view: 'section', query: '', found: null });
  }

  /** Forget what kept a change from being saved. */
  dismiss(): void {
    this.set({ problem: null });
  }

  /** Change a note once what is under way with it is done, from the version that this led to. */
  private async _inTurn(
    note: INote,
    work: (now: INote) => Promise<INote>
  ): Promise<INote | null> {
    const key = `${note.lesson} ${note.id}`;
    const before = this._turns.get(key) ?? Promise.resolve(note);
    let answer: INote | null = null;
    const turn = before.then(async last => {
      const { id, version } = last;
      answer = await this.change(() => work({ ...note, id, version }));
      return answer ?? last;
    });
    this._turns.set(key, turn);
    await turn;
    if (this._turns.get(key) === turn) {
      this._turns.delete(key);
    }
    return answer;
  }

  /** Another draft takes the place of the one that there is. */
  private _another(draft: IDraft | null): void {
    this.set({ draftNumber: this.state.draftNumber + 1 });
    this._draft(draft);
  }

  private _draft(draft: IDraft | null): void {
    const draftKept = this._drafts.save(draft);
    const problem = draft ? this.state.problem : null;
    this.set({ draft, draftKept, draftFirst: false, problem });
  }

  private readonly _drafts: IDraftStore;
  private readonly _turns = new Map<string, Promise<INote>>();
}

/** Whether two states of a draft would be saved as the same. */
function same(one: IDraft, other: IDraft): boolean {
  return (
    one.text === other.text && one.todo === other.todo && one.tag === other.tag
  );
}
