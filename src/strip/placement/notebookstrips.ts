/**
 * The strips, quiz forms and tests lines in the views of notebooks, loaded when the first one opens.
 */
import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { markdownWith } from '../../components/markdown';
import { COURSE_LANGUAGE } from '../../i18n';
import { cellInfo } from '../../notebook/metadata';
import { QuizWidget } from '../../quiz/quizwidget';
import type { IQuizCheck } from '../../quiz/quizwidget';
import { questionsNeeded } from '../../passing';
import type { ICourseModel, ICourseOpener } from '../../tokens';
import type { StripModel } from '../models/strip';
import { StripPlacement } from './placement';
import { StripMenu } from './stripmenu';
import type { StripModels } from './stripmodels';
import { StripWidget } from './stripwidget';
import { TestsLine } from './testsline';

import '../../../style/quiz.css';
import '../../../style/strip.css';

/** Dependencies of the strips. */
export interface INotebookStripsOptions {
  models: StripModels;
  course: ICourseModel;
  opener: ICourseOpener;
  commands: CommandRegistry;
  trans: TranslationBundle;
}

/**
 * Place the strips of a view, and keep them in place until the result is disposed of.
 *
 * @param panel - The view.
 * @param options - Dependencies of the strips.
 */
export function placeStrips(
  panel: NotebookPanel,
  options: INotebookStripsOptions
): StripPlacement {
  const { commands, course, models, opener, trans } = options;
  const Markdown = markdownWith(panel.content.rendermime, COURSE_LANGUAGE);
  const menu = new StripMenu({ commands });
  return new StripPlacement(
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
      const tests = course.exercise(exercise)?.tests;
      const checks = tests ? tests.visible + tests.hidden : null;
      return questions.length > 0
        ? new QuizWidget({
            cell,
            statement: () => statementOf(panel, exercise),
            questions,
            needed:
              checks && questionsNeeded(checks, checks - questions.length),
            check: quizCheck(models.get(panel.context, lesson, exercise)),
            trans
          })
        : null;
    },
    (cell, input) => new TestsLine(cell, input, trans)
  );
}

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
