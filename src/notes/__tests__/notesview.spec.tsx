import { nullTranslator } from '@jupyterlab/translation';
import { act, fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';

import { sentence } from '../../__tests__/fakes';
import { ApiError, UnreachableError } from '../../request';
import type { IAttachment } from '../documents';
import { NotesModel } from '../model';
import NotesView from '../notesview';
import { notesTab } from '../tab';
import { card, FakeDrafts, fakeNotesApi, link, listing, note } from './fakes';
import type { FakeNotesApi } from './fakes';

const trans = nullTranslator.load('jupyterlab_homl');

function Markdown({ source }: { source: string }): JSX.Element {
  return <p>{source}</p>;
}

async function show(
  api: FakeNotesApi
): Promise<{ go: jest.Mock; model: NotesModel; run: jest.Mock }> {
  const go = jest.fn();
  const model = new NotesModel({ api, drafts: new FakeDrafts() });
  const run = jest.fn();
  const tab = notesTab({
    model,
    Markdown,
    go,
    selected: () => ({
      lesson: 'ch04',
      position: { cell: 'c7' },
      quote: '',
      text: ''
    }),
    run,
    openFile: jest.fn(),
    trans
  });
  const props = (tab.render() as { props: object }).props as Omit<
    React.ComponentProps<typeof NotesView>,
    'state'
  >;
  const view = render(<NotesView {...props} state={model.state} />);
  model.changed.connect(sender => {
    view.rerender(<NotesView {...props} state={sender.state} />);
  });
  await act(() => model.setLesson('ch04'));
  return { go, model, run };
}

describe('NotesTab', () => {
  beforeAll(() => {
    Element.prototype.scrollIntoView = jest.fn();
  });

  it('says how to begin', async () => {
    const { run } = await show(fakeNotesApi());
    expect(
      screen.getByText('Select a paragraph, then choose “Add note”.')
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Add note' }));
    expect(run).toHaveBeenCalledWith('homl:add-note');
  });

  it('shows notes by section, with date, language, tasks and what became of their text', async () => {
    const api = fakeNotesApi();
    api.list.mockResolvedValue(
      listing({
        notes: [
          note({
            text: '两次\n\n- [ ] 试试',
            lang: 'zh',
            tasks: [{ text: '试试', done: false }]
          }),
          note({ id: 'n2', state: 'lost', cell: null, date: '2020-11-12' })
        ],
        problems: [sentence('notes/x.md, line 3: 『 is not closed.')]
      })
    );
    const { model } = await show(api);
    expect(
      screen.getByRole('heading', { name: '02. Walking downhill' })
    ).toBeTruthy();
    expect(screen.getByText('两次').closest('[lang]')).toHaveProperty(
      'lang',
      'zh'
    );
    expect(screen.getByText(/no longer in the lesson/)).toBeTruthy();
    expect(screen.getByText(/line 3/)).toBeTruthy();
    await act(async () => {
      fireEvent.click(screen.getByRole('checkbox', { name: '试试' }));
    });
    expect(api.setTaskDone).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'n1' }),
      0,
      true
    );
    await act(() => model.setView('date'));
    expect(
      screen.getAllByRole('heading', { level: 3 }).map(h => h.textContent)
    ).toEqual(expect.arrayContaining(['2020-11-12 ', '2020-11-11 ']));
  });

  it('writes a note, keeps it when it cannot be saved, and offers a way out', async () => {
    const api = fakeNotesApi();
    const { model } = await show(api);
    act(() => model.editNote(note()));
    const field = screen.getByRole('textbox', { name: /Text of the note/ });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: 'more' } });
    expect(screen.getByText(/browser keeps a draft/)).toBeTruthy();
    api.save.mockRejectedValueOnce(new UnreachableError());
    await act(async () => {
      fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    });
    expect(screen.getByRole('alert').textContent).toContain('not reachable');
    api.save.mockRejectedValueOnce(new ApiError(409, 'It was changed.'));
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    });
    expect(screen.getByRole('alert').textContent).toContain('changed');
    await act(async () => {
      fireEvent.click(
        screen.getByRole('button', { name: 'Save as a new note' })
      );
    });
    expect(api.create.mock.calls[0][1].text).toBe('more');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('deletes with a way back that has the focus', async () => {
    const api = fakeNotesApi();
    api.list.mockResolvedValue(listing({ notes: [note()] }));
    await show(api);
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: /^Delete note/ }));
    });
    const undo = screen.getByRole('button', { name: 'Undo' });
    expect(document.activeElement).toBe(undo);
    await act(async () => {
      fireEvent.click(undo);
    });
    expect(api.create).toHaveBeenCalled();
  });

  it('makes a card of a note', async () => {
    const api = fakeNotesApi();
    api.list.mockResolvedValue(listing({ notes: [note()] }));
    await show(api);
    fireEvent.click(screen.getByRole('button', { name: /^Make a card/ }));
    const name = screen.getByRole('textbox', { name: 'Name or term' });
    expect(name).toHaveProperty('value', 'Mine.');
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Save card' }));
    });
    expect(api.addCard).toHaveBeenCalledWith(
      expect.objectContaining({ note: 'n1', met: 'ch04 §2', kind: 'term' })
    );
  });

  it('takes over a card of the course, and changes how a link stands', async () => {
    const api = fakeNotesApi();
    api.list.mockResolvedValue(
      listing({ links: [link({ url: 'javascript:alert(1)' })] })
    );
    api.cards.mockResolvedValue({
      cards: [],
      course: [{ ...card(), have: false }]
    });
    await show(api);
    fireEvent.click(screen.getByRole('button', { name: /^Cards/ }));
    await act(async () => {
      fireEvent.click(
        screen.getByRole('button', { name: 'Cards from the course' })
      );
    });
    await act(async () => {
      fireEvent.click(
        screen.getByRole('button', { name: 'Add Ada Lovelace to my cards' })
      );
    });
    expect(api.addCard).toHaveBeenCalledWith({ course: 'ada' });
    fireEvent.click(screen.getByRole('button', { name: /^Links/ }));
    // What somebody wrote into the file by hand is no way into the page.
    expect(screen.getByText('A page').getAttribute('href')).toBeNull();
    await act(async () => {
      fireEvent.change(screen.getByRole('combobox', { name: /A page/ }), {
        target: { value: 'gone' }
      });
    });
    expect(api.saveLink).toHaveBeenCalledWith(expect.anything(), {
      state: 'gone'
    });
  });

  it('gives the focus back when the form of a card is closed', async () => {
    const api = fakeNotesApi();
    api.list.mockResolvedValue(listing({ cards: [card()], notes: [note()] }));
    await show(api);
    const press = async (name: string | RegExp): Promise<void> => {
      const button = screen.getByRole('button', { name });
      button.focus();
      await act(async () => {
        fireEvent.click(button);
        await new Promise(done => setTimeout(done));
      });
    };
    const focused = (): string =>
      document.activeElement?.getAttribute('aria-label') ??
      document.activeElement?.textContent ??
      '';
    await press(/^Cards/);
    await press('Edit card Ada Lovelace');
    await press('Cancel');
    expect(focused()).toBe('Edit card Ada Lovelace');
    await press('Edit card Ada Lovelace');
    await press('Save card');
    expect(focused()).toBe('Edit card Ada Lovelace');
    await press('New card');
    await press('Cancel');
    expect(focused()).toBe('New card');
    await press(/^Make a card/);
    await press('Cancel');
    expect(focused()).toMatch(/^Make a card/);
    await press('Cards from the course');
    expect(focused()).toBe('People and terms from the course');
  });

  it('goes on with the next file when one is detached', async () => {
    const api = fakeNotesApi();
    const file = (id: string): IAttachment => ({
      id,
      lesson: 'ch04',
      title: id,
      name: id,
      path: id,
      size: 1,
      date: null,
      version: 'v1'
    });
    let files = [file('a'), file('b')];
    api.list.mockImplementation(async () => listing({ files }));
    api.removeLink.mockImplementation(async (gone: IAttachment) => {
      files = files.filter(each => each.id !== gone.id);
      return gone;
    });
    await show(api);
    fireEvent.click(screen.getByRole('button', { name: /^Files/ }));
    for (const name of ['Detach a', 'Detach b']) {
      const button = screen.getByRole('button', { name });
      button.focus();
      await act(async () => {
        fireEvent.click(button);
      });
      expect(document.activeElement?.textContent).toMatch(
        name === 'Detach a' ? /^b/ : /^Attach a file/
      );
    }
  });

  it('leads to a section, and puts a note where its text is', async () => {
    const api = fakeNotesApi();
    const moved = note({
      state: 'moved',
      now: { section: 3, paragraph: 1 }
    });
    const lost = note({ id: 'n2', state: 'lost', cell: null });
    api.list.mockResolvedValue(
      listing({
        notes: [moved, lost],
        sections: [{ number: 2, title: 'Walking downhill', cell: 'c5' }]
      })
    );
    const { go } = await show(api);
    fireEvent.click(screen.getByTitle('Go to this section'));
    expect(go).toHaveBeenCalledWith('ch04', 'c5');
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Move it there' }));
    });
    expect(api.save).toHaveBeenLastCalledWith(moved, {
      at: { cell: 'c1', text: 'Whoever tunes a string' }
    });
    await act(async () => {
      fireEvent.click(
        screen.getByRole('button', { name: 'Move it to the selection' })
      );
    });
    expect(api.save).toHaveBeenLastCalledWith(lost, { at: { cell: 'c7' } });
  });

  it('says that the server is gone', async () => {
    const api = fakeNotesApi();
    api.list.mockRejectedValue(new UnreachableError());
    await show(api);
    expect(screen.getByRole('alert').textContent).toContain('not reachable');
    api.list.mockResolvedValue(listing());
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    });
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
