/**
 * Plugin that draws the predictions of lessons, shows which demos need a running kernel, and says how
 * to run a cell.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import {
  ISessionContextDialogs,
  SessionContextDialogs
} from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { PredictionsApi } from '../demos/api';
import { ICourseModel } from '../tokens';
import { DOMAIN } from './ids';
import { attachToNotebooks } from './notebookviews';

/** Draws predictions, offers to run demos that have no kernel, and says how to run a cell. */
export const demos: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:demos',
  description:
    'Draws the predictions of lessons, offers to run demos that have no kernel, and says how to run a cell.',
  autoStart: true,
  requires: [INotebookTracker, ICourseModel],
  optional: [ISessionContextDialogs, ITranslator],
  activate: (
    app,
    tracker: INotebookTracker,
    course: ICourseModel,
    dialogs: ISessionContextDialogs | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const api = new PredictionsApi(app.serviceManager.serverSettings);
    const asking =
      dialogs ??
      new SessionContextDialogs({ translator: translator ?? undefined });
    attachToNotebooks(tracker, async () => {
      const { DemoNotes } = await import('../demos/demonotes');
      return panel => new DemoNotes(panel, asking, trans);
    });
    attachToNotebooks(tracker, async () => {
      const { Predictions } = await import('../demos/predictions');
      return panel => new Predictions(panel, api, trans);
    });
    attachToNotebooks(tracker, async () => {
      const { RunHints } = await import('../demos/runhints');
      return panel => new RunHints(panel, course, trans);
    });
  }
};
