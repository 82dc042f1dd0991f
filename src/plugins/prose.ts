/**
 * Plugin that keeps the course's prose rendered.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';

import { attachToNotebooks } from './notebookviews';

/** Keeps the text of lessons and exercises rendered and unchanged. */
export const prose: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:prose',
  description: 'Keeps the text of lessons and exercises rendered.',
  autoStart: true,
  requires: [INotebookTracker],
  activate: (_, tracker: INotebookTracker) => {
    attachToNotebooks(tracker, async () => {
      const { Prose } = await import('../notebook/prose');
      return panel => new Prose(panel);
    });
  }
};
