/**
 * Checks the exercise at hand when the learner saves, where that was asked for in the settings.
 */
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { CommandRegistry } from '@lumino/commands';

import type { StripModel } from '../models/strip';
import { exerciseAt, notebookInfo } from '../../notebook/metadata';
import type { StripModels } from './stripmodels';

/** JupyterLab's commands by which a person saves; autosave and the strip's own saving are none. */
const SAVE_COMMANDS = ['docmanager:save', 'docmanager:save-all'];

/** What it works with. */
export interface ICheckOnSaveOptions {
  commands: Pick<CommandRegistry, 'commandExecuted'>;
  tracker: Pick<INotebookTracker, 'currentWidget'>;
  models: Pick<StripModels, 'get'>;
  /** Whether the settings ask for it now. */
  isEnabled: () => boolean;
}

/** Check on save from now on. */
export function checkOnSave(options: ICheckOnSaveOptions): void {
  const { commands, models, tracker, isEnabled } = options;
  commands.commandExecuted.connect((_, { id, result }) => {
    if (!SAVE_COMMANDS.includes(id) || !isEnabled()) {
      return;
    }
    const strip = currentStrip(tracker, models);
    if (strip?.edited && !strip.busy) {
      result.then(
        () => void strip.check(),
        () => undefined // JupyterLab has told of it
      );
    }
  });
}

/** The strip of the exercise in which the active cell stands. */
export function currentStrip(
  tracker: Pick<INotebookTracker, 'currentWidget'>,
  models: Pick<StripModels, 'get'>
): StripModel | null {
  const panel = tracker.currentWidget;
  const place = notebookInfo(panel?.content.model?.getMetadata('homl'));
  if (!panel || place?.notebook !== 'exercises') {
    return null;
  }
  const { activeCellIndex, widgets } = panel.content;
  const id = exerciseAt(
    widgets.map(cell => cell.model.metadata),
    activeCellIndex
  );
  return id ? models.get(panel.context, place.lesson, id) : null;
}
