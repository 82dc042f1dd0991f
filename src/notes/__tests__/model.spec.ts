import { deferred } from '../../__tests__/fakes';
import { ApiError, UnreachableError } from '../../request';
import type { IListing, INote } from '../documents';
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
    await model.setLesson('ch04');
    await model.setLesson('ch04');
    expect(api.list.mock.calls).toEqual([['ch04', '']]);
    expect(model.state.listing?.lesson).toBe('ch04');
  });

  it('keeps what the last request answered, whichever comes last', async () => {
    const { api, model } = make();
    const slow = deferred<IListing>();
    api.list.mockReturnValueOnce(slow.promise);
    const first = model.setLesson('ch04');
    await model.setLesson('ch10');
    slow.resolve(listing({ lesson: 'ch04' }));
    await first;
    expect(model.state.listing?.lesson).toBe('ch10');
  });

  it('says that the server is gone, and keeps what it had', async () => {
    const { api, model } = make();
    await model.setLesson('ch04');
    api.list.mockRejectedValue(new UnreachableError());
    await model.refresh();
    expect(model.state.failure).toEqual({ kind: 'unreachable' });
    expect(model.state.listing?.lesson).toBe('ch04');
  });

  it('searches all lessons, and shows the lesson again', async () => {
    const { api, model } = make();
    await model.setLesson('ch04');
    await model.search('slope');
    expect(api.list).toHaveBeenLastCalledWith(null, 'slope');
    expect(model.state.searchResult).not.toBeNull();
    await model.search('');
    expect(model.state.searchResult).toBeNull();
    await model.setView('all');
    expect(model.state.searchResult?.lesson).toBeNull();
  });

  it('keeps a draft until the server has it', async () => {
    const { api, drafts, model } = make();
    await model.setLesson('ch04');
    model.startNote({ cell: 'c1' }, 'how it begins');
    model.updateDraft({ text: 'typed' });
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
    expect(reloaded.model.state.highlighted).toEqual(['fresh']);
  });

  it('keeps what is typed while a note is being saved, as a change of it', async () => {
    const { api, drafts, model } = make();
    const slow = deferred<INote>();
    api.create.mockReturnValueOnce(slow.promise);
    model.startNote({ cell: 'c1' }, '', 'ch04');
    model.updateDraft({ text: 'typed' });
    const { draftNumber } = model.state;
    const saved = model.saveDraft();
    model.updateDraft({ text: 'typed and more' });
    slow.resolve(note({ id: 'fresh', version: 'v2' }));
    expect(await saved).toBe(true);
    expect(drafts.kept?.text).toBe('typed and more');
    expect(model.state).toMatchObject({ draftNumber, highlighted: [] });
    await model.saveDraft();
    expect(api.save).toHaveBeenCalledWith(
      { id: 'fresh', lesson: 'ch04', version: 'v2' },
      { text: 'typed and more', todo: null, tag: '' }
    );
    expect(model.state.draft).toBeNull();
  });

  it('leaves alone a note that was begun while another was being saved', async () => {
    const { api, model } = make();
    const slow = deferred<INote>();
    api.create.mockReturnValueOnce(slow.promise);
    model.startNote(undefined, '');
    model.updateDraft({ text: 'first' });
    const saved = model.saveDraft();
    model.discardDraft();
    model.startNote(undefined, '');
    model.updateDraft({ text: 'second' });
    slow.resolve(note({ id: 'fresh' }));
    await saved;
    expect(model.state.draft).toMatchObject({ note: null, text: 'second' });
  });

  it('does not let a second note take the place of one that is not saved', () => {
    const { model } = make();
    model.startNote(undefined, '');
    model.updateDraft({ text: 'first' });
    model.startNote({ cell: 'c9' }, 'another');
    expect(model.state.draft?.text).toBe('first');
    expect(model.state.draftBlocksNewNote).toBe(true);
    model.editNote(note());
    expect(model.state.draft?.note).toBeNull();
    model.discardDraft();
    model.editNote(note());
    expect(model.state.draft).toMatchObject({ note: 'n1', version: 'v1' });
  });

  it('saves a change as a new note where the file says something else now', async () => {
    const { api, model } = make();
    model.editNote(note());
    model.updateDraft({ text: 'changed' });
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
    await model.removeNote(note());
    await model.undo();
    expect(api.create).toHaveBeenCalledWith('ch04', note());
    await model.removeCard(card());
    await model.undo();
    expect(api.addCard).toHaveBeenCalledWith(card());
    await model.removeLink(link());
    await model.undo();
    expect(api.addLink).toHaveBeenCalledWith('ch04', link());
    expect(model.state.removed).toBeNull();
  });

  it('ticks two boxes of a note one after the other, each from the version before', async () => {
    const { api, model } = make();
    const slow = deferred<INote>();
    api.setTaskDone.mockReturnValueOnce(slow.promise);
    const first = model.setTaskDone(note(), 0, true);
    const second = model.setTaskDone(note(), 1, true);
    const third = model.setTaskDone(note({ id: 'n2' }), 0, true);
    await third;
    expect(api.setTaskDone.mock.calls.map(([{ id }]) => id)).toEqual([
      'n1',
      'n2'
    ]);
    slow.resolve(note({ version: 'v2' }));
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(api.setTaskDone).toHaveBeenLastCalledWith(
      note({ version: 'v2' }),
      1,
      true
    );
    await model.setTaskDone(note({ version: 'v5' }), 1, false);
    expect(api.setTaskDone.mock.lastCall?.[0].version).toBe('v5');
  });

  it('tells whether a task was ticked', async () => {
    const { api, model } = make();
    expect(await model.setTaskDone(note(), 0, true)).toBe(true);
    api.setTaskDone.mockRejectedValueOnce(new ApiError(409, 'It was changed.'));
    expect(await model.setTaskDone(note(), 0, true)).toBe(false);
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
