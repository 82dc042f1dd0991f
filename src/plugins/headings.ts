/**
 * Plugin that shows the status of exercises in the table of contents.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ITableOfContentsTracker } from '@jupyterlab/toc';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { HeadingStatus } from '../navigation/headings';
import { ICourseModel } from '../tokens';
import { DOMAIN } from './ids';

/** Shows the status of exercises in the table of contents. */
export const headings: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:headings',
  description: 'Marks exercises in the table of contents with how they stand.',
  autoStart: true,
  requires: [ICourseModel, INotebookTracker],
  optional: [ITableOfContentsTracker, ITranslator],
  activate: (
    app,
    course: ICourseModel,
    tracker: INotebookTracker,
    tables: ITableOfContentsTracker | null,
    translator: ITranslator | null
  ) => {
    if (!tables) {
      return;
    }
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const marks = new HeadingStatus({ course, tables, trans });
    const watch = async (panel: NotebookPanel | null): Promise<void> => {
      await app.restored;
      await panel?.context.ready;
      // The table of contents is created after the signal handlers for the new current notebook
      // have run.
      requestAnimationFrame(() => {
        if (panel && !panel.isDisposed) {
          marks.watch(panel);
        }
      });
    };
    tracker.currentChanged.connect((_, panel) => void watch(panel), marks);
    void watch(tracker.currentWidget);
  }
};
