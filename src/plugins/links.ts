/**
 * Plugin for the links in the course's notebooks.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';

import { CommandIDs } from '../commands';
import { followCourseLinks } from '../navigation/courselinks';
import { goToCell } from '../navigation/gotocell';
import { ICourseModel, ICourseOpener } from '../tokens';

/** Leads links in notebooks to the exercises, sections and terms that they name. */
export const links: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:links',
  description:
    'Leads links in notebooks to the exercises, sections and terms they name.',
  autoStart: true,
  requires: [ICourseModel, ICourseOpener, INotebookTracker],
  activate: (
    app,
    course: ICourseModel,
    opener: ICourseOpener,
    tracker: INotebookTracker
  ) => {
    const attach = (panel: NotebookPanel): void =>
      followCourseLinks(panel.node, {
        course,
        opener,
        openCell: (lesson, cell) => goToCell(opener, lesson, cell),
        openTerm: term =>
          void app.commands.execute(CommandIDs.showTerm, { term })
      });
    tracker.forEach(attach);
    tracker.widgetAdded.connect((_, panel) => attach(panel));
  }
};
