/**
 * Commands on the current exercise.
 */
import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { CommandIDs } from '../../commands';
import { checkIcon } from '../../icons';
import { cellInfo, notebookInfo } from '../../notebook/metadata';
import type { StripModel } from '../models/strip';
import { currentStrip } from './checkonsave';
import type { StripModels } from './stripmodels';

/** Dependencies of the commands. */
export interface IStripCommandsOptions {
  commands: CommandRegistry;
  tracker: INotebookTracker;
  models: StripModels;
  trans: TranslationBundle;
}

/** Register the commands. */
export function addStripCommands(options: IStripCommandsOptions): void {
  const { commands, models, tracker, trans } = options;
  const exercise = {
    type: 'string',
    description: trans.__('The exercise; that of the active cell if absent')
  } as const;
  const describedBy = { args: { type: 'object', properties: { exercise } } };
  const find = (wanted: unknown): StripModel | null => {
    const panel = tracker.currentWidget;
    const place = notebookInfo(panel?.content.model?.getMetadata('homl'));
    return panel &&
      place?.notebook === 'exercises' &&
      typeof wanted === 'string'
      ? models.get(panel.context, place.lesson, wanted)
      : currentStrip(tracker, models);
  };
  /** Whether the active cell is an answer; the cell toolbar shows Check only there. */
  const onAnswer = (): boolean => {
    const cell = tracker.activeCell;
    return (
      cell !== null &&
      find(undefined) !== null &&
      cellInfo(cell.model.metadata).role === 'answer'
    );
  };
  commands.addCommand(CommandIDs.checkExercise, {
    label: args => (args.toolbar ? '' : trans.__('Check this exercise')),
    caption: trans.__('Save the notebook and check the exercise'),
    icon: args => (args.toolbar ? checkIcon : undefined),
    isEnabled: args => find(args.exercise) !== null,
    isVisible: args => !args.toolbar || onAnswer(),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          exercise,
          toolbar: {
            type: 'boolean',
            description: trans.__('Whether it is shown in a cell’s toolbar')
          }
        }
      }
    },
    execute: args => find(args.exercise)?.check()
  });
  const add = (
    id: string,
    label: string,
    caption: string,
    act: (strip: StripModel) => Promise<void>
  ): void => {
    commands.addCommand(id, {
      label,
      caption,
      describedBy,
      isEnabled: args => find(args.exercise) !== null,
      execute: async args => {
        const strip = find(args.exercise);
        if (strip) {
          await act(strip);
        }
      }
    });
  };
  add(
    CommandIDs.showHint,
    trans.__('Open a hint for this exercise'),
    trans.__('Open the next hint'),
    strip => strip.openHint()
  );
  add(
    CommandIDs.openNextHintNow,
    trans.__('I’m stuck on this exercise'),
    trans.__('Open the next hint immediately'),
    strip => strip.openHintNow()
  );
  add(
    CommandIDs.showSolution,
    trans.__('Show the solution'),
    trans.__('Show a correct answer, once it is available'),
    strip => strip.showSolution()
  );
  add(
    CommandIDs.showAttempts,
    trans.__('Show my attempts'),
    trans.__('Show earlier attempts to compare or restore them'),
    strip => strip.showHistory()
  );
  add(
    CommandIDs.restoreCells,
    trans.__('Restore this exercise’s cells'),
    trans.__(
      'Restore cells that were deleted, split or changed in type; keeps your answer'
    ),
    strip => strip.repairCells()
  );
  commands.addCommand(CommandIDs.resetExercise, {
    label: trans.__('Reset this exercise…'),
    caption: trans.__('Reset the exercise to its original state'),
    isEnabled: args => find(args.exercise)?.busy === false,
    describedBy,
    execute: async args => {
      const strip = find(args.exercise);
      const answer = await showDialog({
        title: trans.__('Reset this exercise?'),
        body: trans.__(
          'This replaces your answer with the original one. A dated copy of the notebook is saved.'
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
