/**
 * Plugin for notes: the Notes tab, the markers in lessons, the Files tab.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';

import { CommandIDs } from '../commands';
import { markdownWith } from '../components/markdown';
import { goToCell } from '../navigation/gotocell';
import { NotesApi } from '../notes/api';
import { addNoteCommands, NoteCommandIDs } from '../notes/commands';
import { BrowserDraft } from '../notes/draft';
import { NotesModel } from '../notes/model';
import { NoteMarkers } from '../notes/notemarkers';
import { lessonOf, selectionIn } from '../notes/selection';
import { notesTab } from '../notes/tab';
import { ICourseOpener, ICoursePage, ICoursePanel } from '../tokens';
import type { ICourseTabs } from '../tokens';
import { DOMAIN } from './ids';

const FilesPage = React.lazy(() => import('../notes/filespage'));

/** Adds notes, cards, links and files to the lessons. */
export const notes: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:notes',
  description: 'Keeps notes, cards, links and files with the lessons.',
  autoStart: true,
  requires: [
    ICoursePanel,
    ICourseOpener,
    INotebookTracker,
    IDocumentManager,
    IRenderMimeRegistry
  ],
  optional: [ICoursePage, ITranslator, ICommandPalette],
  activate: (
    app,
    panel: ICourseTabs,
    opener: ICourseOpener,
    tracker: INotebookTracker,
    documents: IDocumentManager,
    rendermime: IRenderMimeRegistry,
    page: ICourseTabs | null,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const { commands, serviceManager } = app;
    const settings = serviceManager.serverSettings;
    const api = new NotesApi(settings);
    const model = new NotesModel({
      api,
      drafts: new BrowserDraft(window.localStorage, settings.baseUrl)
    });
    const reveal = (): void =>
      void commands.execute(CommandIDs.openPanel, { tab: 'notes' });
    addNoteCommands({ commands, api, model, tracker, reveal, trans });

    const openFile = (root: string, path: string): void =>
      void documents.openOrReveal(PathExt.join(root, path));
    panel.add(
      notesTab({
        model,
        Markdown: markdownWith(rendermime),
        go: (lesson, cell) => void goToCell(opener, lesson, cell),
        selected: () =>
          selectionIn(tracker.currentWidget, document.getSelection()),
        run: command => void commands.execute(command),
        openFile: path => {
          const root = model.state.listing?.root;
          if (root !== null && root !== undefined) {
            openFile(root, path);
          }
        },
        trans
      })
    );
    page?.add({
      id: 'files',
      label: trans.__('Files'),
      rank: 50,
      render: () => (
        <FilesPage
          load={() => api.files()}
          open={openFile}
          reveal={(root, path) =>
            void commands.execute('filebrowser:go-to-path', {
              path: PathExt.join(root, path)
            })
          }
          trans={trans}
        />
      )
    });

    const attach = (view: NotebookPanel): void => {
      const marks = new NoteMarkers({
        panel: view,
        model,
        open: ids => {
          model.showNotes(ids);
          reveal();
        },
        trans
      });
      view.disposed.connect(() => marks.dispose(), marks);
    };
    const front = (view: NotebookPanel | null): void => {
      void view?.context.ready.then(() => {
        const lesson = lessonOf(view);
        if (view === tracker.currentWidget && lesson !== null) {
          void model.setLesson(lesson);
        }
      });
    };
    tracker.forEach(attach);
    tracker.widgetAdded.connect((_, view) => attach(view), model);
    tracker.currentChanged.connect((_, view) => front(view), model);
    front(tracker.currentWidget);

    const category = trans.__('Hands-On ML');
    Object.values(NoteCommandIDs).forEach(command =>
      palette?.addItem({ command, category })
    );
  }
};
