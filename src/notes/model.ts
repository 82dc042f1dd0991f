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
    this._draft({
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
    this._draft({ lesson, note: id, version, text, todo, tag, quote });
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
    this._draft(null);
  }

  /** Save the draft; it stays until the server has it. `asNew` saves a change as a note of its own. */
  async saveDraft(asNew = false): Promise<boolean> {
    const { draft, saving } = this.state;
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
      this._draft(null);
      await this.refresh();
      this.set({ led: [saved.id] });
    }
    return saved !== null;
  }

  /** Open or close a task. */
  async tick(
    note: INote,
    task: number | null,
    done: boolean
  ): Promise<boolean> {
    const ticked = await this.change(() => this.api.tick(note, task, done));
    return ticked !== null;
  }

  /** Put a note at another place of its lesson. */
  async place(note: INote, at: IAt): Promise<void> {
    const placed = await this.change(() => this.api.save(note, { at }));
    if (placed) {
      this.set({ led: [placed.id] });
    }
  }

  /** Take a note out. */
  async remove(note: INote): Promise<void> {
    const gone = await this.change(() => this.api.remove(note));
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

  private _draft(draft: IDraft | null): void {
    const draftKept = this._drafts.save(draft);
    const problem = draft ? this.state.problem : null;
    this.set({ draft, draftKept, draftFirst: false, problem });
  }

  private readonly _drafts: IDraftStore;
}
