/**
 * Plugin that marks the course's notebooks with the language that they are written in.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';

import { COURSE_LANGUAGE } from '../i18n';
import { notebookInfo } from '../notebook/metadata';

/** Marks notebooks so that screen readers pronounce their prose and code right, whatever the page's language is. */
export const language: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:language',
  description: 'Marks lessons and exercises with their language.',
  autoStart: true,
  requires: [INotebookTracker],
  activate: (_, tracker: INotebookTracker) => {
    const mark = (panel: NotebookPanel): void => {
      void panel.context.ready.then(() => {
        const { model, node } = panel.content;
        if (notebookInfo(model?.getMetadata('homl'))) {
          node.lang = COURSE_LANGUAGE;
        }
      });
    };
    tracker.forEach(mark);
    tracker.widgetAdded.connect((__, panel) => mark(panel));
  }
};
