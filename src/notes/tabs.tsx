/**
 * The Notes tab, with all that it calls.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { MarkdownComponent } from '../components/markdown';
import type { ICourseTab } from '../tokens';
import type { INote } from './documents';
import type { NotesModel } from './model';
import { NoteCommandIDs } from './names';
import type { ISelected } from './selection';

const NotesTab = React.lazy(() => import('./tab'));

/** What the tab works with. */
export interface INotesTabOptions {
  model: NotesModel;
  Markdown: MarkdownComponent;
  /** Leads to a cell of a lesson. */
  go: (lesson: string, cell: string) => void;
  /** What is selected in the notebook in front. */
  selected: () => ISelected | null;
  /** Runs a command. */
  run: (command: string) => void;
  /** Opens a file, by its path in the workspace. */
  openFile: (path: string) => void;
  trans: TranslationBundle;
}

/** The tab; its badge is the number of open tasks. */
export function notesTab(options: INotesTabOptions): ICourseTab {
  const { go, Markdown, model, openFile, run, selected, trans } = options;
  const actions = {
    add: () => run(NoteCommandIDs.addNote),
    importNotes: () => run(NoteCommandIDs.importNotes),
    exportNotes: () => run(NoteCommandIDs.exportNotes),
    attach: () => run(NoteCommandIDs.attachFile),
    go: (note: INote) => note.cell && go(note.lesson, note.cell),
    goToSection: (cell: string) => go(model.target, cell),
    place: (note: INote) => {
      const here = selected();
      if (note.state === 'moved' && note.cell) {
        void model.place(note, { cell: note.cell, text: note.quote });
      } else if (here?.lesson === note.lesson) {
        void model.place(note, here.at);
      }
    },
    openFile: (file: { path: string }) => openFile(file.path),
    refresh: () => void model.refresh(),
    retry: () => {
      model.dismiss();
      void model.refresh();
    },
    look: (view: Parameters<NotesModel['look']>[0]) => void model.look(view),
    lead: (notes: readonly string[]) => model.lead(notes),
    search: (query: string) => void model.search(query),
    write: (change: Parameters<NotesModel['write']>[0]) => model.write(change),
    save: (asNew?: boolean) => void model.saveDraft(asNew),
    discard: () => model.discard(),
    edit: (note: INote) => model.edit(note),
    makeCard: (note: INote) =>
      model.beginCard({
        name: firstWords(note.text),
        met:
          note.section === null
            ? note.lesson
            : `${note.lesson} §${note.section}`,
        note: note.id
      }),
    remove: (note: INote) => void model.remove(note),
    tick: (note: INote, task: number | null, done: boolean) =>
      model.tick(note, task, done),
    undo: () => void model.undo(),
    arrived: () => model.arrived(),
    addCard: (card: Parameters<NotesModel['addCard']>[0]) =>
      model.addCard(card),
    saveCard: (...args: Parameters<NotesModel['saveCard']>) =>
      model.saveCard(...args),
    removeCard: (card: Parameters<NotesModel['removeCard']>[0]) =>
      void model.removeCard(card),
    showCourseCards: () => void model.showCourseCards(),
    beginCard: (card: Parameters<NotesModel['beginCard']>[0]) =>
      model.beginCard(card),
    addLink: (url: string, title: string) => model.addLink(url, title),
    saveLink: (...args: Parameters<NotesModel['saveLink']>) =>
      void model.saveLink(...args),
    removeLink: (link: Parameters<NotesModel['removeLink']>[0]) =>
      void model.removeLink(link)
  };
  return {
    id: 'notes',
    label: trans.__('Notes'),
    rank: 20,
    changed: model.changed,
    badge: () => {
      const open = (model.state.listing?.notes ?? []).reduce(
        (count, { tasks, todo }) =>
          count +
          Number(todo === 'open') +
          tasks.filter(task => !task.done).length,
        0
      );
      return open > 0 ? trans.__('%1 to do', open) : '';
    },
    render: () => (
      <NotesTab
        state={model.state}
        actions={actions}
        Markdown={Markdown}
        trans={trans}
      />
    )
  };
}

/** How a text begins: what a card that is made of it is called until somebody says better. */
function firstWords(text: string): string {
  return text.split('\n')[0].slice(0, 60);
}
