/**
 * Plugin for the status bar item.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { CommandIDs } from '../commands';
import { StatusItem } from '../navigation/statusitem';
import { IStripModels } from '../strip/placement/stripmodels';
import type { StripModels } from '../strip/placement/stripmodels';
import { ICourseModel } from '../tokens';
import { DOMAIN } from './ids';

/** How many frames to wait for a newly opened panel to render its rows. */
const FRAMES = 30;

/** Shows the progress in the current lesson in the status bar. */
export const status: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:status',
  description: 'Shows how far the lesson in front is in the status bar.',
  autoStart: true,
  requires: [ICourseModel, INotebookTracker, IStripModels],
  optional: [IStatusBar, ITranslator],
  activate: (
    app,
    course: ICourseModel,
    tracker: INotebookTracker,
    strips: StripModels,
    bar: IStatusBar | null,
    translator: ITranslator | null
  ) => {
    if (!bar) {
      return;
    }
    const { commands, shell } = app;
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const item = new StatusItem({
      course,
      strips,
      trans,
      open: lesson => {
        void commands
          .execute(CommandIDs.openPanel, { tab: 'road' })
          .then(() => leadTo(lesson, FRAMES));
      }
    });
    const front = (): void =>
      item.setCurrent(
        tracker.currentWidget === shell.currentWidget
          ? tracker.currentWidget
          : null
      );
    shell.currentChanged?.connect(front, item);
    tracker.currentChanged.connect(front, item);
    course.changed.connect(() => front(), item);
    bar.registerStatusItem('jupyterlab-homl:status', {
      item,
      align: 'middle',
      rank: 10,
      isActive: () => item.isActive,
      activeStateChanged: item.activeChanged
    });
  }
};

/** Expand a lesson in the panel and focus its row. */
function leadTo(lesson: string, frames: number): void {
  const row = document.querySelector<HTMLElement>(
    `#jp-homl-panel button[data-row="${CSS.escape(lesson)}"]`
  );
  if (row) {
    if (row.getAttribute('aria-expanded') === 'false') {
      row.click();
    }
    row.focus();
    row.scrollIntoView({ block: 'nearest' });
  } else if (frames > 0) {
    requestAnimationFrame(() => leadTo(lesson, frames - 1));
  }
}
