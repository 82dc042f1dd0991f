/**
 * Plugin for the strips under answer cells.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { AnswersApi } from '../answers/api';
import { CommandIDs } from '../commands';
import { VisitTracker } from '../navigation/visits';
import { checkOnSave } from '../strip/placement/checkonsave';
import { advanceToAnswers } from '../strip/placement/runandadvance';
import { addStripCommands } from '../strip/placement/stripcommands';
import { IStripModels, StripModels } from '../strip/placement/stripmodels';
import { ICourseModel, ICourseOpener, IHomlApi } from '../tokens';
import { DOMAIN, STRIP_PLUGIN } from './ids';
import { attachToNotebooks } from './notebookviews';

/** Places a strip under each exercise's answer. */
export const strip: JupyterFrontEndPlugin<StripModels> = {
  id: STRIP_PLUGIN,
  description: 'Puts a strip with Check under each exercise’s answer cell.',
  autoStart: true,
  requires: [IHomlApi, ICourseModel, ICourseOpener, INotebookTracker],
  optional: [ITranslator, ICommandPalette, ISettingRegistry],
  provides: IStripModels,
  activate: (
    app,
    api: IHomlApi,
    course: ICourseModel,
    opener: ICourseOpener,
    tracker: INotebookTracker,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    registry: ISettingRegistry | null
  ) => {
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const { commands, serviceManager } = app;
    const models = new StripModels({
      api,
      answers: new AnswersApi(serviceManager.serverSettings),
      course,
      contents: serviceManager.contents
    });
    addStripCommands({ commands, models, tracker, trans });
    let settings: ISettingRegistry.ISettings | null = null;
    void registry?.load(STRIP_PLUGIN).then(
      loaded => {
        settings = loaded;
      },
      () => undefined
    );
    checkOnSave({
      commands,
      tracker,
      models,
      isEnabled: () => settings?.get('checkOnSave').composite === true
    });
    advanceToAnswers(commands, tracker);
    attachToNotebooks(tracker, async () => {
      const { placeStrips } = await import('../strip/placement/notebookstrips');
      return panel =>
        placeStrips(panel, { models, course, opener, commands, trans });
    });
    attachToNotebooks(tracker, async () => {
      const { TestsOutputs } = await import('../strip/placement/testsoutputs');
      return panel => new TestsOutputs(panel, models);
    });
    const visits = new VisitTracker(api);
    tracker.forEach(panel => visits.watch(panel));
    tracker.widgetAdded.connect((_, panel) => visits.watch(panel), visits);
    tracker.currentChanged.connect(
      (_, panel) => visits.setCurrent(panel),
      visits
    );

    const category = trans.__('Hands-On ML');
    [
      CommandIDs.checkExercise,
      CommandIDs.showHint,
      CommandIDs.openNextHintNow,
      CommandIDs.showSolution,
      CommandIDs.showAttempts,
      CommandIDs.restoreCells,
      CommandIDs.resetExercise
    ].forEach(command => palette?.addItem({ command, category }));
    return models;
  }
};
