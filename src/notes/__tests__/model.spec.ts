import { deferred } from '../../__tests__/fakes';
import { ApiError, UnreachableError } from '../../request';
import type { IListing } from '../documents';
import { BrowserDraft } from '../draft';
import { NotesModel } from '../model';
import { card, FakeDrafts, fakeNotesApi, link, listing, note } from './fakes';
import type { FakeNotesApi } from './fakes';

function make(drafts = new FakeDrafts()): {
  api: FakeNotesApi;
  drafts: FakeDrafts;
  model: NotesModel;
} {
  const api = fakeNotesApi();
  return { api, drafts, model: new NotesModel({ api, drafts }) };
}

describe('NotesModel', () => {
  it('fetches the notes of the lesson in front, once', async () => {
    const { api, model } = make();
    await model.show('ch04');
    await model.show('ch04');
    expect(api.list.mock.calls).toEqual([['ch04', '']]);
    expect(model.state.listing?.lesson).toBe('ch04');
  });

  it('keeps what the last request answered, whichever comes last', async () => {
    const { api, model } = make();
    const slow = deferred<IListing>();
    api.list.mockReturnValueOnce(slow.promise);
    const first = model.show('ch04');
    await model.show('ch10');
    slow.resolve(listing({ lesson: 'ch04' }));
    await first;
    expect(model.state.listing?.lesson).toBe('ch10');
  });

  it('says that the server is gone, and keeps what it had', async () => {
    const { api, model } = make();
    await model.show('ch04');
    api.list.mockRejectedValue(new UnreachableError());
    await model.refresh();
    expect(model.state.failure).toEqual({ kind: 'unreachable' });
    expect(model.state.listing?.lesson).toBe('ch04');
  });

  it('searches all lessons, and shows the lesson again', async () => {
    const { api, model } = make();
    await model.show('ch04');
    await model.search('slope');
    expect(api.list).toHaveBeenLastCalledWith(null, 'slope');
    expect(model.state.found).not.toBeNull();
    await model.search('');
    expect(model.state.found).toBeNull();
    await model.look('all');
    expect(model.state.found?.lesson).toBeNull();
  });

  it('keeps a draft until the server has it', async () => {
    const { api, drafts, model } = make();
    await model.show('ch04');
    model.begin({ cell: 'c1' }, 'how it begins');
    model.write({ text: 'typed' });
    expect(drafts.kept?.text).toBe('typed');
    api.create.mockRejectedValueOnce(new UnreachableError());
    expect(await model.saveDraft()).toBe(false);
    expect(model.state.problem).toEqual({ kind: 'unreachable' });
    expect(drafts.kept?.text).toBe('typed');

    const reloaded = make(drafts);
    expect(reloaded.model.state.draft?.text).toBe('typed');
    expect(await reloaded.model.saveDraft()).toBe(true);
    expect(reloaded.api.create).toHaveBeenCalledWith('ch04', {
      text: 'typed',
      todo: null,
      tag: '',
      at: { cell: 'c1' }
    });
    expect(drafts.kept).toBeNull();
    expect(reloaded.model.state.led).toEqual(['fresh']);
  });

  it('does not let a second note take the place of one that is not saved', () => {
    const { model } = make();
    model.begin(undefined, '');
    model.write({ text: 'first' });
    model.begin({ cell: 'c9' }, 'another');
    expect(model.state.draft?.text).toBe('first');
    expect(model.state.draftFirst).toBe(true);
    model.edit(note());
    expect(model.state.draft?.note).toBeNull();
    model.discard();
    model.edit(note());
    expect(model.state.draft).toMatchObject({ note: 'n1', version: 'v1' });
  });

  it('saves a change as a new note where the file says something else now', async () => {
    const { api, model } = make();
    model.edit(note());
    model.write({ text: 'changed' });
    api.save.mockRejectedValueOnce(new ApiError(409, 'It was changed.'));
    await model.saveDraft();
    expect(model.state.problem).toMatchObject({ status: 409 });
    expect(model.state.draft?.text).toBe('changed');
    await model.saveDraft(true);
    expect(api.create).toHaveBeenCalledWith('ch04', {
      text: 'changed',
      todo: null,
      tag: ''
    });
    expect(model.state.draft).toBeNull();
  });

  it('brings back what was deleted', async () => {
    const { api, model } = make();
    await model.remove(note());
    await model.undo();
    expect(api.create).toHaveBeenCalledWith('ch04', note());
    await model.removeCard(card());
    await model.undo();
    expect(api.addCard).toHaveBeenCalledWith(card());
    await model.removeLink(link());
    await model.undo();
    expect(api.addLink).toHaveBeenCalledWith('ch04', link());
    expect(model.state.taken).toBeNull();
  });

  it('tells whether a task was ticked', async () => {
    const { api, model } = make();
    expect(await model.tick(note(), 0, true)).toBe(true);
    api.tick.mockRejectedValueOnce(new ApiError(409, 'It was changed.'));
    expect(await model.tick(note(), 0, true)).toBe(false);
  });
});

describe('BrowserDraft', () => {
  const draft = {
    lesson: 'ch04',
    note: null,
    version: '',
    text: 'typed',
    todo: null,
    tag: '',
    quote: ''
  };

  it('keeps a draft for one server', () => {
    expect(new BrowserDraft(localStorage, '/a/').save(draft)).toBe(true);
    expect(new BrowserDraft(localStorage, '/a/').load()).toEqual(draft);
    expect(new BrowserDraft(localStorage, '/b/').load()).toBeNull();
    new BrowserDraft(localStorage, '/a/').save(null);
    expect(new BrowserDraft(localStorage, '/a/').load()).toBeNull();
  });

  it.each(['{', '[]', '{"text": 3}', 'null'])('survives %s', text => {
    const storage = {
      getItem: () => text,
      setItem: () => undefined,
      removeItem: () => undefined
    };
    expect(new BrowserDraft(storage, '').load()).toBeNull();
  });

  it('says that the browser keeps nothing', () => {
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new Error('full');
      },
      removeItem: () => undefined
    };
    expect(new BrowserDraft(full, '').save(draft)).toBe(false);
  });
});
