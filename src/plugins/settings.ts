/**
 * Plugin that shows the course's settings in the language of the page.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator } from '@jupyterlab/translation';

import { SOURCE_LANGUAGE } from '../i18n';
import { PANEL_PLUGIN, STRIP_PLUGIN } from './ids';

/**
 * Fetches the settings again where the page is not in English.
 *
 * #### Notes
 * JupyterLab starts with a list of all settings, in which its server leaves those of extensions
 * untranslated (jupyterlab_server 2.28); asked for one plugin, it translates.
 */
export const settings: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:settings',
  description: 'Shows the settings of the course in the language of the page.',
  autoStart: true,
  requires: [ISettingRegistry, ITranslator],
  activate: (_, registry: ISettingRegistry, translator: ITranslator) => {
    if (translator.languageCode !== SOURCE_LANGUAGE) {
      // They are only named in English if it fails.
      for (const plugin of [PANEL_PLUGIN, STRIP_PLUGIN]) {
        registry.reload(plugin).catch(() => undefined);
      }
    }
  }
};
