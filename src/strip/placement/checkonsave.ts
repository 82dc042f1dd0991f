/**
 * Checks the current exercise when the learner saves, if enabled in the settings.
 */
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { CommandRegistry } from '@lumino/commands';

import { exerciseAt, notebookInfo } from '../../notebook/metadata';
import type { StripModel } from '../models/strip';
import type { StripModels } from './stripmodels';

/** JupyterLab's save commands. Autosave and the strip's own save do not run them. */
const SAVE_COMMANDS = ['docmanager:save', 'docmanager:save-all'];

/** Dependencies of checking on save. */
export interface ICheckOnSaveOptions {
  commands: Pick<CommandRegistry, 'commandExecuted'>;
  tracker: Pick<INotebookTracker, 'currentWidget'>;
  models: Pick<StripModels, 'get'>;
  /** Whether the setting is enabled. */
  isEnabled: () => boolean;
}

/**
 * Start checking on save.
 *
 * #### Notes
 * Whether there is something to check is decided after the save. A check of the same text may have
 * begun or ended by then, and it is not checked twice; one of an older text is replaced.
 */
export function checkOnSave(options: ICheckOnSaveOptions): void {
  const { commands, models, tracker, isEnabled } = options;
  commands.commandExecuted.connect((_, { id, result }) => {
    if (!SAVE_COMMANDS.includes(id) || !isEnabled()) {
      return;
    }
    const strip = currentStrip(tracker, models);
    result.then(
      () => {
        if (strip?.edited) {
          void strip.check();
        }
      },
      () => undefined // reported by JupyterLab
    );
  });
}

/** The strip of the exercise that contains the active cell. */
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
