/**
 * The plugin of the strips under answer cells.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { AnswersApi } from '../answers/api';
import { CommandIDs } from '../commands';
import { NotebookStrips } from '../notebook/attach';
import { markdownWith } from '../notebook/markdown';
import { StripMenu } from '../notebook/menu';
import { addStripCommands } from '../notebook/stripcommands';
import { StripModels } from '../notebook/strips';
import { StripWidget } from '../notebook/stripwidget';
import { Visits } from '../notebook/visits';
import { ICourseModel, ICourseOpener, IHomlApi } from '../tokens';
import { DOMAIN } from './names';

/** Puts a strip under each exercise's answer. */
export const strip: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:strip',
  description: 'Puts a strip with Check under each exercise’s answer cell.',
  autoStart: true,
  requires: [IHomlApi, ICourseModel, ICourseOpener, INotebookTracker],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app,
    api: IHomlApi,
    course: ICourseModel,
    opener: ICourseOpener,
    tracker: INotebookTracker,
    translator: ITranslator | null,
    palette: ICommandPalette | null
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
    const menu = new StripMenu({ commands });
    const visits = new Visits(api);

    const attach = (panel: NotebookPanel): void => {
      const Markdown = markdownWith(panel.content.rendermime);
      const strips = new NotebookStrips(
        panel,
        (lesson, exercise) =>
          new StripWidget({
            model: models.get(panel.context, lesson, exercise),
            course,
            opener,
            openMenu: (id, button) => menu.openBelow(id, button),
            Markdown,
            trans
          }),
        lesson => {
          const { memory } = models.of(panel.context, lesson);
          return {
            facts: exercise => memory.of(exercise)?.cells,
            known: memory.loaded
          };
        }
      );
      panel.disposed.connect(() => strips.dispose(), strips);
      visits.watch(panel);
    };
    tracker.forEach(attach);
    tracker.widgetAdded.connect((_, panel) => attach(panel), models);
    tracker.currentChanged.connect((_, panel) => visits.front(panel), visits);

    const category = trans.__('Hands-On ML');
    [
      CommandIDs.checkExercise,
      CommandIDs.showHint,
      CommandIDs.sayStuck,
      CommandIDs.showSolution,
      CommandIDs.showAttempts,
      CommandIDs.restoreCells,
      CommandIDs.resetExercise
    ].forEach(command => palette?.addItem({ command, category }));
  }
};
