/**
 * Plugin that reports problems with this machine.
 */
import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';

import * as React from 'react';

import { CommandIDs } from '../commands';
import { DoctorApi } from '../doctor/api';
import { DoctorModel } from '../doctor/model';
import { DoctorNotices } from '../doctor/notices';
import { warningIcon } from '../icons';
import { ICourseNotices } from '../tokens';
import { DOMAIN, PANEL_PLUGIN } from './ids';

/** Id of the page in the shell. */
const PAGE_ID = 'jp-homl-doctor';

/** Loaded when the page is first opened. */
const DoctorPage = React.lazy(async () => ({
  default: (await import('../doctor/page')).DoctorPage
}));

/** Reports problems in the panel and shows all results on a page. */
export const doctor: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:doctor',
  description: 'Tells what on this machine will get in the way, and the cure.',
  autoStart: true,
  requires: [ICourseNotices],
  optional: [ISettingRegistry, IStateDB, ITranslator, ICommandPalette],
  activate: (
    app,
    notices: ICourseNotices,
    settings: ISettingRegistry | null,
    state: IStateDB | null,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    const { commands, serviceManager, shell } = app;
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const model = new DoctorModel({
      api: new DoctorApi(serviceManager.serverSettings),
      browser: window,
      state,
      trans
    });
    let page: MainAreaWidget | null = null;
    commands.addCommand(CommandIDs.showDoctor, {
      label: trans.__('Check this machine'),
      caption: trans.__('Find problems on this machine and how to fix them'),
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => {
        if (!page || page.isDisposed) {
          const content = ReactWidget.create(
            <React.Suspense
              fallback={<p role="status">{trans.__('Loading…')}</p>}
            >
              <DoctorPage
                model={model}
                language={(translator?.languageCode ?? 'en').replace('_', '-')}
                trans={trans}
              />
            </React.Suspense>
          );
          content.addClass('jp-homl-Surface');
          content.addClass('jp-homl-Doctor');
          page = new MainAreaWidget({ content });
          page.id = PAGE_ID;
          page.title.label = trans.__('This machine');
          content.node.setAttribute('aria-label', page.title.label);
          page.title.icon = warningIcon;
          page.title.closable = true;
        }
        if (!page.isAttached) {
          shell.add(page, 'main');
        }
        shell.activateById(PAGE_ID);
      }
    });
    palette?.addItem({
      command: CommandIDs.showDoctor,
      category: trans.__('Hands-On ML')
    });
    void tell(app, settings, () => {
      notices.add({
        id: 'doctor',
        changed: model.changed,
        render: () => (
          <DoctorNotices
            findings={model.notices}
            dismiss={id => void model.dismiss(id)}
            showAll={() => void commands.execute(CommandIDs.showDoctor)}
            trans={trans}
          />
        )
      });
      void model.refresh();
    });
  }
};

/** Show the notices once JupyterLab is restored, unless the settings disable them. */
async function tell(
  app: JupyterFrontEnd,
  settings: ISettingRegistry | null,
  begin: () => void
): Promise<void> {
  await app.restored;
  const loaded = await settings?.load(PANEL_PLUGIN).catch(() => null);
  if (loaded?.get('machineNotices').composite !== false) {
    begin();
  }
}
