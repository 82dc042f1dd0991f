/**
 * Connects the Notes tab to its model and commands.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { MarkdownComponent } from '../components/markdown';
import type { ICourseTab } from '../tokens';
import { NoteCommandIDs } from './commands';
import type { INote } from './documents';
import type { NotesModel } from './model';
import type { INotebookSelection } from './selection';

const NotesTab = React.lazy(() => import('./notesview'));

/** Dependencies of the tab. */
export interface INotesTabOptions {
  model: NotesModel;
  Markdown: MarkdownComponent;
  /** Goes to a cell of a lesson. */
  go: (lesson: string, cell: string) => void;
  /** Returns the selection in the current notebook. */
  selected: () => INotebookSelection | null;
  /** Runs a command. */
  run: (command: string) => void;
  /** Opens a file, given its path in the workspace. */
  openFile: (path: string) => void;
  trans: TranslationBundle;
}

/** Create the tab; its badge is the number of open tasks. */
export function notesTab(options: INotesTabOptions): ICourseTab {
  const { go, Markdown, model, openFile, run, selected, trans } = options;
  const actions = {
    addNote: () => run(NoteCommandIDs.addNote),
    importNotes: () => run(NoteCommandIDs.importNotes),
    exportNotes: () => run(NoteCommandIDs.exportNotes),
    attach: () => run(NoteCommandIDs.attachFile),
    goToParagraph: (note: INote) => note.cell && go(note.lesson, note.cell),
    goToSection: (cell: string) => go(model.targetLesson, cell),
    moveNote: (note: INote) => {
      const here = selected();
      if (note.state === 'moved' && note.cell) {
        void model.moveNote(note, { cell: note.cell, text: note.quote });
      } else if (here?.lesson === note.lesson) {
        void model.moveNote(note, here.position);
      }
    },
    openFile: (file: { path: string }) => openFile(file.path),
    refresh: () => void model.refresh(),
    retry: () => {
      model.dismissProblem();
      void model.refresh();
    },
    setView: (view: Parameters<NotesModel['setView']>[0]) =>
      void model.setView(view),
    showNotes: (notes: readonly string[]) => model.showNotes(notes),
    search: (query: string) => void model.search(query),
    write: (change: Parameters<NotesModel['updateDraft']>[0]) =>
      model.updateDraft(change),
    save: (asNew?: boolean) => void model.saveDraft(asNew),
    discard: () => model.discardDraft(),
    edit: (note: INote) => model.editNote(note),
    makeCard: (note: INote) =>
      model.setNewCard({
        name: firstWords(note.text),
        met:
          note.section === null
            ? note.lesson
            : `${note.lesson} §${note.section}`,
        note: note.id
      }),
    remove: (note: INote) => void model.removeNote(note),
    setTaskDone: (note: INote, task: number | null, done: boolean) =>
      model.setTaskDone(note, task, done),
    undo: () => void model.undo(),
    clearHighlight: () => model.clearHighlight(),
    addCard: (card: Parameters<NotesModel['addCard']>[0]) =>
      model.addCard(card),
    saveCard: (...args: Parameters<NotesModel['saveCard']>) =>
      model.saveCard(...args),
    removeCard: (card: Parameters<NotesModel['removeCard']>[0]) =>
      void model.removeCard(card),
    showCourseCards: () => void model.showCourseCards(),
    setNewCard: (card: Parameters<NotesModel['setNewCard']>[0]) =>
      model.setNewCard(card),
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

/** Beginning of a text, used as the initial name of a card. */
function firstWords(text: string): string {
  return text.split('\n')[0].slice(0, 60);
}
