/**
 * The plugin of the side panel.
 */
import { ILayoutRestorer } from '@jupyterlab/application';
import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { CommandIDs } from '../commands';
import { roadIcon } from '../icons';
import { PANEL_ID, RoadPanel } from '../panels/road';
import { ICourseModel, ICourseOpener } from '../tokens';
import { DOMAIN } from './names';

const PLUGIN_ID = 'jupyterlab-homl:panel';

/** Just below the file browser, which is at 100. */
const RANK = 101;

/** Shows the road through the course. */
export const panel: JupyterFrontEndPlugin<void> = {
  id: PLUGIN_ID,
  description: 'Shows the road through the course in a side panel.',
  autoStart: true,
  requires: [ICourseModel, ICourseOpener],
  optional: [
    ISettingRegistry,
    IStateDB,
    ITranslator,
    ILayoutRestorer,
    ICommandPalette
  ],
  activate: (
    app,
    course: ICourseModel,
    opener: ICourseOpener,
    settings: ISettingRegistry | null,
    state: IStateDB | null,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null
  ) => {
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const road = new RoadPanel({ course, opener, trans });
    app.shell.add(road, 'left', { rank: RANK, type: 'Hands-On ML' });
    restorer?.add(road, PANEL_ID);
    app.commands.addCommand(CommandIDs.openPanel, {
      label: trans.__('Show the course'),
      caption: trans.__('Show the road through the course'),
      icon: roadIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => app.shell.activateById(PANEL_ID)
    });
    if (palette) {
      const category = trans.__('Hands-On ML');
      [
        CommandIDs.openPanel,
        CommandIDs.continueCourse,
        CommandIDs.refreshCourse
      ].forEach(command => palette.addItem({ command, category }));
    }
    void course.refresh();
    void openFirst(app, settings, state);
  }
};

/** Open the panel the first time that a workspace is seen; after that its layout is the person's. */
async function openFirst(
  app: JupyterFrontEnd,
  settings: ISettingRegistry | null,
  state: IStateDB | null
): Promise<void> {
  await app.restored;
  const seen = await state?.fetch(`${PLUGIN_ID}:seen`);
  const loaded = await settings?.load(PLUGIN_ID).catch(() => null);
  if (!seen && loaded?.get('openAtStart').composite !== false) {
    app.shell.activateById(PANEL_ID);
  }
  await state?.save(`${PLUGIN_ID}:seen`, true);
}
