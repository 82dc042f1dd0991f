/**
 * Plugin that shows the course's settings, and its submenu, in the language of the page.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator } from '@jupyterlab/translation';
import { MenuBar } from '@lumino/widgets';

import { SOURCE_LANGUAGE } from '../i18n';
import { DOMAIN, PANEL_PLUGIN, STRIP_PLUGIN } from './ids';

/** The View menu, and the submenu that `schema/welcome.json` adds to it. */
const VIEW_MENU = 'jp-mainmenu-view';
const SUBMENU = 'jp-mainmenu-view-homl';

/**
 * Fetches the settings again where the page is not in English, and names the submenu.
 *
 * #### Notes
 * JupyterLab starts with a list of all settings, in which its server leaves those of extensions
 * untranslated (jupyterlab_server 2.28); asked for one plugin, it translates. Menus are made from that
 * list at the start; they would not follow a plugin that changes later, but ask for a reload.
 */
export const settings: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:settings',
  description:
    'Shows settings and menu of the course in the language of the page.',
  autoStart: true,
  requires: [ISettingRegistry, ITranslator],
  activate: (app, registry: ISettingRegistry, translator: ITranslator) => {
    if (translator.languageCode === SOURCE_LANGUAGE) {
      return;
    }
    // They are only named in English if it fails.
    for (const plugin of [PANEL_PLUGIN, STRIP_PLUGIN]) {
      registry.reload(plugin).catch(() => undefined);
    }
    const trans = translator.load(DOMAIN);
    // The plugin of the main menu, which makes the menus, has been activated by then.
    void app.started.then(() => {
      const bar = [...app.shell.widgets('menu')].find(
        widget => widget instanceof MenuBar
      );
      const view = bar?.menus.find(({ id }) => id === VIEW_MENU);
      const item = view?.items.find(({ submenu }) => submenu?.id === SUBMENU);
      if (item?.submenu) {
        item.submenu.title.label = trans.__('Hands-On ML');
      }
    });
  }
};
