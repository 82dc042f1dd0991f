/**
 * Notes and an API for tests: whole, and changed where a test says so.
 */
import type { INotesApi } from '../api';
import type { ICard, ILink, IListing, INote } from '../documents';
import type { IDraft, IDraftStore } from '../draft';

export function note(change: Partial<INote> = {}): INote {
  return {
    id: 'n1',
    lesson: 'ch04',
    section: 2,
    section_title: 'Walking downhill',
    first: 1,
    last: 2,
    quote: 'Whoever tunes a string',
    text: 'Mine.',
    date: '2020-11-11',
    todo: null,
    tasks: [],
    lang: '',
    tag: '',
    version: 'v1',
    cell: 'c1',
    state: 'found',
    now: null,
    ...change
  };
}

export function card(change: Partial<ICard> = {}): ICard {
  return {
    id: 'ada',
    name: 'Ada Lovelace',
    kind: 'person',
    also: '阿达',
    who: 'Mathematician.',
    what: 'The first program.',
    met: 'ch01',
    note: '',
    date: '2020-11-11',
    lang: 'zh',
    version: 'v1',
    ...change
  };
}

export function link(change: Partial<ILink> = {}): ILink {
  return {
    id: 'l1',
    lesson: 'ch04',
    title: 'A page',
    url: 'https://example.org/a',
    state: 'found',
    instead_of: '',
    date: '2020-11-11',
    version: 'v1',
    ...change
  };
}

export function listing(change: Partial<IListing> = {}): IListing {
  return {
    lesson: 'ch04',
    title: 'Training linear models',
    file: 'notes/ch04_training_linear_models.md',
    root: '',
    sections: [],
    notes: [],
    links: [],
    files: [],
    cards: [],
    troubles: [],
    problems: [],
    ...change
  };
}

/** An API whose every method is a jest function with a sensible answer. */
export type FakeNotesApi = { [K in keyof INotesApi]: jest.Mock };

export function fakeNotesApi(): FakeNotesApi {
  return {
    list: jest.fn(async (lesson: string | null) => listing({ lesson })),
    create: jest.fn(async () => note({ id: 'fresh' })),
    save: jest.fn(async () => note()),
    remove: jest.fn(async (one: INote) => one),
    setTaskDone: jest.fn(async () => note()),
    importNotes: jest.fn(async () => ({ notes: [], added: 0 })),
    export: jest.fn(async () => ({ name: 'notes-all.md', markdown: '' })),
    cards: jest.fn(async () => ({ cards: [], course: [] })),
    addCard: jest.fn(async () => card()),
    saveCard: jest.fn(async () => card()),
    removeCard: jest.fn(async (one: ICard) => one),
    addLink: jest.fn(async () => link()),
    saveLink: jest.fn(async () => link()),
    removeLink: jest.fn(async (one: ILink) => one),
    attach: jest.fn(async () => ({})),
    files: jest.fn(async () => ({}))
  };
}

/** A store that keeps one draft in memory. */
export class FakeDrafts implements IDraftStore {
  constructor(public kept: IDraft | null = null) {}

  load(): IDraft | null {
    return this.kept;
  }

  save(draft: IDraft | null): boolean {
    this.kept = draft?.text.trim() ? draft : null;
    return true;
  }
}
