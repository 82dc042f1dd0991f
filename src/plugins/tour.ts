/**
 * Plugin for the tour.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';

import { CommandIDs } from '../commands';
import { ICourseModel } from '../tokens';
import { TourModel } from '../tour/model';
import { DOMAIN } from './ids';

/** Number of steps; a test keeps it equal to the actual number. */
export const TOUR_LENGTH = 6;

/** Shows the panel and the strip in six steps. */
export const tour: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:tour',
  description: 'Leads through panel and strip in six steps.',
  autoStart: true,
  requires: [ICourseModel],
  optional: [IStateDB, ITranslator, ICommandPalette],
  activate: (
    app,
    course: ICourseModel,
    state: IStateDB | null,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    const { commands } = app;
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const model = new TourModel(TOUR_LENGTH, state);
    let host: IDisposable | null = null;
    commands.addCommand(CommandIDs.startTour, {
      label: () =>
        model.step > 0
          ? trans.__(
              'Continue the tour (step %1 of %2)',
              model.step + 1,
              TOUR_LENGTH
            )
          : trans.__('Take the tour'),
      caption: trans.__('The panel and the strip in six steps'),
      describedBy: { args: { type: 'object', properties: {} } },
      execute: async () => {
        if (!host) {
          const [{ TourHost }, { tourSteps }] = await Promise.all([
            import('../tour/host'),
            import('../tour/steps')
          ]);
          const first = (): string | null =>
            (course.state.course?.first_steps ?? course.lesson('ch04'))
              ?.exercises[0]?.id ?? null;
          host ??= new TourHost(
            model,
            tourSteps(commands, first, trans),
            () => void commands.execute(CommandIDs.continueCourse),
            trans
          );
        }
        model.start();
      }
    });
    model.changed.connect(() => {
      commands.notifyCommandChanged(CommandIDs.startTour);
    }, model);
    void app.restored.then(() => model.restore());
    palette?.addItem({
      command: CommandIDs.startTour,
      category: trans.__('Hands-On ML')
    });
  }
};
