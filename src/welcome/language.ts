/**
 * Reads and changes the display language of JupyterLab.
 */
import type { ServerConnection } from '@jupyterlab/services';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { requestTranslationsAPI } from '@jupyterlab/translation';

/** Plugin that stores JupyterLab's language. */
const SETTINGS = '@jupyterlab/translation-extension:plugin';

/** Value of the setting that selects the server's language. */
export const SERVER_LANGUAGE = 'default';

/** An installed language. */
export interface ILanguage {
  /** Such as en or zh_CN. */
  id: string;
  /** Name in the language itself. */
  name: string;
}

/** The current setting and the installed languages. */
export interface ILanguages {
  /** The setting: a language id, or `SERVER_LANGUAGE`. */
  chosen: string;
  /** The installed languages. */
  list: ILanguage[];
}

/** Reads and changes the language. */
export interface ILanguageChoice {
  /** Read the setting and the installed languages. */
  read(): Promise<ILanguages>;
  /** Change the setting, just before the page is reloaded. */
  set(id: string): Promise<void>;
}

/** Response of the server's list of languages. */
interface IPacks {
  data: Record<string, { displayName: string; nativeName: string }>;
}

/** The language in JupyterLab's settings. */
export class LanguageChoice implements ILanguageChoice {
  /**
   * @param settings - JupyterLab's settings.
   * @param server - Connection settings of the server.
   */
  constructor(
    private readonly settings: ISettingRegistry,
    private readonly server: ServerConnection.ISettings
  ) {}

  async read(): Promise<ILanguages> {
    const [setting, packs] = await Promise.all([
      this.settings.get(SETTINGS, 'locale'),
      requestTranslationsAPI<IPacks>('', '', {}, this.server)
    ]);
    const list = Object.entries(packs.data).map(([id, pack]) => ({
      id,
      name: pack.nativeName
    }));
    list.sort((a, b) => a.name.localeCompare(b.name));
    const chosen = setting.composite ?? setting.user;
    return {
      chosen: typeof chosen === 'string' ? chosen : SERVER_LANGUAGE,
      list
    };
  }

  async set(id: string): Promise<void> {
    await this.settings.set(SETTINGS, 'locale', id);
  }
}
