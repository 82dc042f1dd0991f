/**
 * Commands on the current exercise.
 */
import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { CommandIDs } from '../../commands';
import { checkIcon } from '../../icons';
import type { StripModel } from '../models/strip';
import { cellInfo, notebookInfo } from '../../notebook/metadata';
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
            description: trans.__('Whether a cell’s toolbar shows it')
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
    trans.__('I’m stuck in this exercise'),
    trans.__('Open the next hint at once'),
    strip => strip.openHintNow()
  );
  add(
    CommandIDs.showSolution,
    trans.__('Show the solution'),
    trans.__('Show one right answer, once it is open'),
    strip => strip.showSolution()
  );
  add(
    CommandIDs.showAttempts,
    trans.__('Show my attempts'),
    trans.__('Show earlier attempts, to compare them or to put one back'),
    strip => strip.showHistory()
  );
  add(
    CommandIDs.restoreCells,
    trans.__('Restore this exercise’s cells'),
    trans.__(
      'Put cells that were cut, split or retyped back; keeps the answer'
    ),
    strip => strip.repairCells()
  );
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
