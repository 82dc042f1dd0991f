/**
 * Plugin that keeps the course's prose rendered.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';

import { Prose } from '../notebook/prose';

/** Keeps the text of lessons and exercises rendered and unchanged. */
export const prose: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:prose',
  description: 'Keeps the text of lessons and exercises rendered.',
  autoStart: true,
  requires: [INotebookTracker],
  activate: (_, tracker: INotebookTracker) => {
    const attach = (panel: NotebookPanel): void => {
      const kept = new Prose(panel);
      panel.disposed.connect(() => kept.dispose(), kept);
    };
    tracker.forEach(attach);
    tracker.widgetAdded.connect((__, panel) => attach(panel));
  }
};
