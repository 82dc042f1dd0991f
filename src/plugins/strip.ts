/**
 * Plugin for the strips under answer cells.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import type { Cell } from '@jupyterlab/cells';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { AnswersApi } from '../answers/api';
import { CommandIDs } from '../commands';
import { markdownWith } from '../components/markdown';
import { SOURCE_LANGUAGE } from '../i18n';
import { VisitTracker } from '../navigation/visits';
import { cellInfo } from '../notebook/metadata';
import { QuizWidget } from '../quiz/quizwidget';
import type { IQuizCheck } from '../quiz/quizwidget';
import type { StripModel } from '../strip/models/strip';
import { checkOnSave } from '../strip/placement/checkonsave';
import { StripPlacement } from '../strip/placement/placement';
import { advanceToAnswers } from '../strip/placement/runandadvance';
import { addStripCommands } from '../strip/placement/stripcommands';
import { StripMenu } from '../strip/placement/stripmenu';
import { IStripModels, StripModels } from '../strip/placement/stripmodels';
import { StripWidget } from '../strip/placement/stripwidget';
import { TestsLine } from '../strip/placement/testsline';
import { ICourseModel, ICourseOpener, IHomlApi } from '../tokens';
import { DOMAIN } from './ids';

const PLUGIN_ID = 'jupyterlab-homl:strip';

/** Places a strip under each exercise's answer. */
export const strip: JupyterFrontEndPlugin<StripModels> = {
  id: PLUGIN_ID,
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
    void registry?.load(PLUGIN_ID).then(
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
    const menu = new StripMenu({ commands });
    const visits = new VisitTracker(api);

    const attach = (panel: NotebookPanel): void => {
      const Markdown = markdownWith(panel.content.rendermime, SOURCE_LANGUAGE);
      const strips = new StripPlacement(
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
          const { lessonAnswers } = models.openNotebook(panel.context, lesson);
          return {
            facts: exercise => lessonAnswers.of(exercise)?.cells,
            known: lessonAnswers.loaded
          };
        },
        (lesson, exercise, cell) => {
          const { lessonAnswers } = models.openNotebook(panel.context, lesson);
          const questions = lessonAnswers.of(exercise)?.questions ?? [];
          return questions.length > 0
            ? new QuizWidget({
                cell,
                statement: () => statementOf(panel, exercise),
                questions,
                check: quizCheck(models.get(panel.context, lesson, exercise)),
                trans
              })
            : null;
        },
        (cell, input) => new TestsLine(cell, input, trans)
      );
      panel.disposed.connect(() => strips.dispose(), strips);
      visits.watch(panel);
    };
    tracker.forEach(attach);
    tracker.widgetAdded.connect((_, panel) => attach(panel), models);
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

/** The cell with an exercise's statement, if it is there. */
function statementOf(panel: NotebookPanel, exercise: string): Cell | null {
  const cells = panel.content.widgets;
  const found = cells.find(({ model }) => {
    const info = cellInfo(model.metadata);
    return info.exercise === exercise && info.role === 'statement';
  });
  return found ?? null;
}

/** A strip's model as the check of a quiz. */
function quizCheck(model: StripModel): IQuizCheck {
  return {
    get last() {
      const { last } = model.state;
      return (
        last && {
          verdict: last.verdict,
          edited: model.state.answer !== 'judged'
        }
      );
    },
    changed: model.changed
  };
}
