/**
 * Plugin with the command that goes to the next exercise.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { CommandIDs } from '../commands';
import { addNextCommand } from '../navigation/nextcommand';
import { ICourseModel, ICourseOpener } from '../tokens';
import { DOMAIN } from './ids';

/** Adds the command that goes to the next exercise. */
export const next: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:next',
  description: 'Leads from the exercise at hand to the next one.',
  autoStart: true,
  requires: [ICourseModel, ICourseOpener, INotebookTracker],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app,
    course: ICourseModel,
    opener: ICourseOpener,
    tracker: INotebookTracker,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    addNextCommand({ commands: app.commands, course, opener, tracker, trans });
    palette?.addItem({
      command: CommandIDs.nextExercise,
      category: trans.__('Hands-On ML')
    });
  }
};
