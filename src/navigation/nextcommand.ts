/**
 * Command that goes from the current exercise to the next one.
 */
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { CommandIDs } from '../commands';
import type { IExercise, ILesson } from '../documents';
import { nextExercise } from '../models/nextexercise';
import { exerciseAt, notebookInfo } from '../notebook/metadata';
import type { ICourseModel, ICourseOpener } from '../tokens';

/** Dependencies of the command. */
export interface INextCommandOptions {
  commands: CommandRegistry;
  course: Pick<ICourseModel, 'lesson'>;
  opener: ICourseOpener;
  tracker: INotebookTracker;
  trans: TranslationBundle;
}

/** Register the command. */
export function addNextCommand(options: INextCommandOptions): void {
  const { commands, course, opener, tracker, trans } = options;
  const find = (): { lesson: ILesson; next: IExercise } | null => {
    const panel = tracker.currentWidget;
    const place = notebookInfo(panel?.content.model?.getMetadata('homl'));
    const lesson = place && course.lesson(place.lesson);
    if (!panel || !lesson) {
      return null;
    }
    const { activeCellIndex, widgets } = panel.content;
    const here = exerciseAt(
      widgets.map(cell => cell.model.metadata),
      activeCellIndex
    );
    const next = nextExercise(lesson, here ?? '');
    return next && { lesson, next };
  };
  commands.addCommand(CommandIDs.nextExercise, {
    label: trans.__('Go to the next exercise'),
    caption: trans.__(
      'The next core exercise of this chapter that you have not passed'
    ),
    isEnabled: () => find() !== null,
    describedBy: { args: { type: 'object', properties: {} } },
    execute: async () => {
      const found = find();
      if (found) {
        await opener.open(found.lesson.id, 'exercises', found.next.id);
      }
    }
  });
}
