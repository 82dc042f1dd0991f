/**
 * Plugin that shows which demos and questions need a running kernel.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import {
  ISessionContextDialogs,
  SessionContextDialogs
} from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { DemoNotes } from '../demos/demonotes';
import { DOMAIN } from './ids';

/** Offers to run demos and questions that have no kernel. */
export const demos: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:demos',
  description:
    'Offers to run demos and questions of a lesson that have no kernel.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ISessionContextDialogs, ITranslator],
  activate: (
    _,
    tracker: INotebookTracker,
    dialogs: ISessionContextDialogs | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const asking =
      dialogs ??
      new SessionContextDialogs({ translator: translator ?? undefined });
    const attach = (panel: NotebookPanel): void => {
      const notes = new DemoNotes(panel, asking, trans);
      panel.disposed.connect(() => notes.dispose(), notes);
    };
    tracker.forEach(attach);
    tracker.widgetAdded.connect((__, panel) => attach(panel));
  }
};
