/**
 * Plugin for the links between the course's notebooks.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';

import { followCourseLinks } from '../navigation/courselinks';
import { goToCell } from '../navigation/gotocell';
import { ICourseModel, ICourseOpener } from '../tokens';

/** Leads links in notebooks to the exercises and sections that they name. */
export const links: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:links',
  description:
    'Leads links in notebooks to the exercises and sections they name.',
  autoStart: true,
  requires: [ICourseModel, ICourseOpener, INotebookTracker],
  activate: (
    _,
    course: ICourseModel,
    opener: ICourseOpener,
    tracker: INotebookTracker
  ) => {
    const attach = (panel: NotebookPanel): void =>
      followCourseLinks(panel.node, {
        course,
        opener,
        openCell: (lesson, cell) => goToCell(opener, lesson, cell)
      });
    tracker.forEach(attach);
    tracker.widgetAdded.connect((__, panel) => attach(panel));
  }
};
