/**
 * The commands: all that panel and strip can do, for palette, menus and shortcuts.
 */
import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { StripModel } from './models/strip';
import { exerciseAt, notebookPlace } from './notebook/cells';
import type { StripModels } from './notebook/strips';
import type { ICourseModel, ICourseOpener } from './tokens';

/** The commands' ids. */
export const CommandIDs = {
  openPanel: 'homl:open-panel',
  openPage: 'homl:open-page',
  mark: 'homl:mark',
  continueCourse: 'homl:continue-course',
  openLesson: 'homl:open-lesson',
  openExercise: 'homl:open-exercise',
  refreshCourse: 'homl:refresh-course',
  checkExercise: 'homl:check-exercise',
  showHint: 'homl:show-hint',
  showSolution: 'homl:show-solution',
  resetExercise: 'homl:reset-exercise'
} as const;

const NO_ARGS = { type: 'object', properties: {} } as const;

/** What the course's commands work with. */
export interface ICourseCommandsOptions {
  commands: CommandRegistry;
  course: ICourseModel;
  opener: ICourseOpener;
  trans: TranslationBundle;
}

/** Register the commands on the course. */
export function addCourseCommands(options: ICourseCommandsOptions): void {
  const { commands, course, opener, trans } = options;
  commands.addCommand(CommandIDs.continueCourse, {
    label: trans.__('Continue the course'),
    caption: trans.__('Go back to where you stopped'),
    isEnabled: () => Boolean(course.state.course?.continue),
    describedBy: { args: NO_ARGS },
    execute: async () => {
      const next = course.state.course?.continue;
      if (next) {
        await opener.open(
          next.lesson,
          next.notebook,
          next.exercise,
          next.section
        );
      }
    }
  });
  commands.addCommand(CommandIDs.refreshCourse, {
    label: trans.__('Refresh the course'),
    caption: trans.__('Fetch the course and your progress again'),
    describedBy: { args: NO_ARGS },
    execute: () => course.refresh()
  });
  commands.addCommand(CommandIDs.openLesson, {
    label: trans.__('Open a lesson'),
    caption: trans.__('Hand a lesson out and open its notebooks'),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          lesson: {
            type: 'string',
            description: trans.__('The lesson’s id, as ch04')
          }
        },
        required: ['lesson']
      }
    },
    execute: args => opener.open(String(args.lesson), 'lesson')
  });
  commands.addCommand(CommandIDs.openExercise, {
    label: trans.__('Open an exercise'),
    caption: trans.__('Open the exercises of a lesson and go to one'),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          exercise: {
            type: 'string',
            description: trans.__('The exercise’s id, as ch04-e01')
          }
        },
        required: ['exercise']
      }
    },
    execute: async args => {
      const exercise = String(args.exercise);
      const lesson = course.lessonOf(exercise);
      if (lesson) {
        await opener.open(lesson.id, 'exercises', exercise);
      }
    }
  });
}

/** What the strips' commands work with. */
export interface IStripCommandsOptions {
  commands: CommandRegistry;
  tracker: INotebookTracker;
  models: StripModels;
  trans: TranslationBundle;
}

/** Register the commands on the exercise at hand. */
export function addStripCommands(options: IStripCommandsOptions): void {
  const { commands, models, tracker, trans } = options;
  const describedBy = {
    args: {
      type: 'object',
      properties: {
        exercise: {
          type: 'string',
          description: trans.__(
            'The exercise; that of the active cell if absent'
          )
        }
      }
    }
  };
  const find = (exercise: unknown): StripModel | null => {
    const panel = tracker.currentWidget;
    const model = panel?.content.model;
    const place = notebookPlace(model?.getMetadata('homl'));
    if (!panel || place?.notebook !== 'exercises') {
      return null;
    }
    const { activeCellIndex, widgets } = panel.content;
    const id =
      typeof exercise === 'string'
        ? exercise
        : exerciseAt(
            widgets.map(cell => cell.model.metadata),
            activeCellIndex
          );
    return id ? models.get(panel.context, place.lesson, id) : null;
  };
  commands.addCommand(CommandIDs.checkExercise, {
    label: trans.__('Check this exercise'),
    caption: trans.__('Save the notebook and check the exercise'),
    isEnabled: args => find(args.exercise) !== null,
    describedBy,
    execute: args => find(args.exercise)?.check()
  });
  commands.addCommand(CommandIDs.showHint, {
    label: trans.__('Open a hint for this exercise'),
    caption: trans.__('Open the next hint'),
    isEnabled: args => find(args.exercise) !== null,
    describedBy,
    execute: args => find(args.exercise)?.openHint()
  });
  commands.addCommand(CommandIDs.showSolution, {
    label: trans.__('Show the solution'),
    caption: trans.__('Show one right answer, once it is open'),
    isEnabled: args => find(args.exercise) !== null,
    describedBy,
    execute: args => find(args.exercise)?.showSolution()
  });
  commands.addCommand(CommandIDs.resetExercise, {
    label: trans.__('Reset this exercise…'),
    caption: trans.__('Put the exercise back as it was handed out'),
    isEnabled: args => find(args.exercise)?.busy === false,
    describedBy,
    execute: async args => {
      const strip = find(args.exercise);
      const answer = await showDialog({
        title: trans.__('Reset this exercise?'),
        body: trans.__(
          'Your answer is replaced by the one that was handed out. A dated copy of the notebook is kept.'
        ),
        buttons: [
          Dialog.cancelButton(),
          Dialog.warnButton({ label: trans.__('Reset') })
        ]
      });
      if (answer.button.accept) {
        await strip?.reset();
      }
    }
  });
}
