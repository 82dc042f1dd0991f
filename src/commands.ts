/**
 * Ids of the commands in the palette, menus and shortcuts, and the commands that open the course.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { ICourseModel, ICourseOpener } from './tokens';

/** Command ids. */
export const CommandIDs = {
  openPanel: 'homl:open-panel',
  showTerm: 'homl:show-term',
  openPage: 'homl:open-page',
  openClass: 'homl:open-class',
  openWelcome: 'homl:open-welcome',
  startTour: 'homl:start-tour',
  showDoctor: 'homl:show-doctor',
  mark: 'homl:mark',
  continueCourse: 'homl:continue-course',
  openLesson: 'homl:open-lesson',
  openExercise: 'homl:open-exercise',
  nextExercise: 'homl:next-exercise',
  refreshCourse: 'homl:refresh-course',
  checkExercise: 'homl:check-exercise',
  showHint: 'homl:show-hint',
  openNextHintNow: 'homl:say-stuck',
  showSolution: 'homl:show-solution',
  showAttempts: 'homl:show-attempts',
  restoreCells: 'homl:restore-cells',
  resetExercise: 'homl:reset-exercise'
} as const;

const NO_ARGS = { type: 'object', properties: {} } as const;

/** Dependencies of the course commands. */
export interface ICourseCommandsOptions {
  commands: CommandRegistry;
  course: ICourseModel;
  opener: ICourseOpener;
  trans: TranslationBundle;
}

/** Register the commands that open and refresh the course. */
export function addCourseCommands(options: ICourseCommandsOptions): void {
  const { commands, course, opener, trans } = options;
  commands.addCommand(CommandIDs.continueCourse, {
    label: trans.__('Continue the course'),
    caption: trans.__('Return to where you left off'),
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
    caption: trans.__('Reload the course and your progress'),
    describedBy: { args: NO_ARGS },
    execute: () => course.refresh()
  });
  commands.addCommand(CommandIDs.openLesson, {
    label: trans.__('Open a lesson'),
    caption: trans.__('Open the notebooks of a lesson'),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          lesson: {
            type: 'string',
            description: trans.__('The lesson’s id, such as ch04')
          }
        },
        required: ['lesson']
      }
    },
    // A command's result has to be plain data: others may send it on.
    execute: async args => {
      await opener.open(String(args.lesson), 'lesson');
    }
  });
  commands.addCommand(CommandIDs.openExercise, {
    label: trans.__('Open an exercise'),
    caption: trans.__('Open a lesson’s exercises at a particular one'),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          exercise: {
            type: 'string',
            description: trans.__('The exercise’s id, such as ch04-e01')
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
