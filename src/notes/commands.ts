/**
 * Commands for notes.
 */
import { Notification } from '@jupyterlab/apputils';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { problemOf } from '../request';
import { problemText } from '../texts';
import type { INotesApi } from './api';
import type { NotesModel } from './model';
import { lessonOf, selectionIn } from './selection';

/** Command ids. */
export const NoteCommandIDs = {
  addNote: 'homl:add-note',
  addCard: 'homl:add-card',
  importNotes: 'homl:import-notes',
  exportNotes: 'homl:export-notes',
  attachFile: 'homl:attach-file'
} as const;

/** Dependencies of the commands. */
export interface INoteCommandsOptions {
  commands: CommandRegistry;
  api: INotesApi;
  model: NotesModel;
  tracker: INotebookTracker;
  /** Activates the Notes tab. */
  reveal: () => void;
  trans: TranslationBundle;
}

/** Register the commands. */
export function addNoteCommands(options: INoteCommandsOptions): void {
  const { api, commands, model, reveal, tracker, trans } = options;
  const nothing = { args: { type: 'object', properties: {} } } as const;
  const inCourse = (): boolean => lessonOf(tracker.currentWidget) !== null;
  const failed = (reason: unknown): void => {
    Notification.error(problemText(trans, problemOf(reason)));
  };
  const selected = (): ReturnType<typeof selectionIn> =>
    selectionIn(tracker.currentWidget, document.getSelection());

  commands.addCommand(NoteCommandIDs.addNote, {
    label: trans.__('Add note'),
    caption: trans.__('Write a note on the selection in the lesson'),
    describedBy: nothing,
    // Hidden in the context menu of notebooks outside the course.
    isVisible: inCourse,
    execute: () => {
      const here = selected();
      model.startNote(here?.position, here?.quote ?? '', here?.lesson);
      reveal();
    }
  });
  commands.addCommand(NoteCommandIDs.addCard, {
    label: trans.__('Add card'),
    caption: trans.__('Make a card from the selected name or term'),
    describedBy: nothing,
    isVisible: inCourse,
    execute: () => {
      const here = selected();
      model.setNewCard({
        name: here?.text.slice(0, 100) ?? '',
        met: here?.lesson ?? ''
      });
      reveal();
    }
  });
  commands.addCommand(NoteCommandIDs.importNotes, {
    label: trans.__('Import notes…'),
    caption: trans.__('Import notes from a text with 『 』'),
    describedBy: nothing,
    execute: async () => {
      const { askForText, confirmImport } = await import('./dialogs');
      const lesson = model.targetLesson;
      let text: string | null = '';
      let trouble = '';
      while ((text = await askForText(trans, text, trouble)) !== null) {
        try {
          const found = await api.importNotes(lesson, text, true);
          if (await confirmImport(trans, found, lesson)) {
            const { added } = await api.importNotes(lesson, text, false);
            Notification.success(
              trans._n('%1 note added.', '%1 notes added.', added)
            );
            reveal();
            await model.refresh();
          }
          return;
        } catch (reason) {
          trouble = problemText(trans, problemOf(reason));
        }
      }
    }
  });
  commands.addCommand(NoteCommandIDs.exportNotes, {
    label: trans.__('Export notes'),
    caption: trans.__('Download all notes, links and cards as Markdown'),
    describedBy: nothing,
    execute: async () => {
      try {
        const { markdown, name } = await api.export(null);
        download(markdown, name);
      } catch (reason) {
        failed(reason);
      }
    }
  });
  commands.addCommand(NoteCommandIDs.attachFile, {
    label: trans.__('Attach a file…'),
    caption: trans.__('Keep a copy of a file with the lesson’s notes'),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          path: {
            type: 'string',
            description: trans.__(
              'A file in the workspace; asks for one if absent'
            )
          }
        }
      }
    },
    execute: async args => {
      const file =
        typeof args.path === 'string'
          ? { path: args.path }
          : await (await import('./dialogs')).askForFile(trans);
      if (file) {
        reveal();
        await model.attach(file);
      }
    }
  });
}

/** Let the browser download a text as a file. */
function download(text: string, name: string): void {
  const url = URL.createObjectURL(
    new Blob([text], { type: 'text/markdown;charset=utf-8' })
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
