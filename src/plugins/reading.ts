/**
 * Plugin that tracks reading progress in lessons.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';

import { ReadingTracker } from '../navigation/reading';
import { RoadApi } from '../road/api';

/** Reports which sections of a lesson have been read and run. */
export const reading: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:reading',
  description: 'Remembers how far lessons have been read and run.',
  autoStart: true,
  requires: [INotebookTracker],
  activate: (app, tracker: INotebookTracker) => {
    const watcher = new ReadingTracker(
      new RoadApi(app.serviceManager.serverSettings)
    );
    tracker.forEach(panel => watcher.watch(panel));
    tracker.widgetAdded.connect((_, panel) => watcher.watch(panel), watcher);
  }
};
