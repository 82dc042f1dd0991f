/**
 * The language of JupyterLab: what it is, what there is, and how it is changed.
 */
import type { ServerConnection } from '@jupyterlab/services';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { requestTranslationsAPI } from '@jupyterlab/translation';

/** Where JupyterLab keeps its language. */
const SETTINGS = '@jupyterlab/translation-extension:plugin';

/** What JupyterLab is told to speak where nobody has chosen: the server's language. */
export const SERVER_LANGUAGE = 'default';

/** A language that is installed. */
export interface ILanguage {
  /** As en or zh_CN. */
  id: string;
  /** Its name in itself. */
  name: string;
}

/** What is known of languages. */
export interface ILanguages {
  /** The setting: an id, or `SERVER_LANGUAGE`. */
  chosen: string;
  /** What is installed. */
  list: ILanguage[];
}

/** Reads and sets the language. */
export interface ILanguageChoice {
  /** What is set, and what is installed. */
  read(): Promise<ILanguages>;
  /** Set it; the page shows it once it has been loaded again. */
  set(id: string): Promise<void>;
}

/** What the server's list of languages looks like. */
interface IPacks {
  data: Record<string, { displayName: string; nativeName: string }>;
}

/** The language as JupyterLab's own setting. */
export class LanguageChoice implements ILanguageChoice {
  /**
   * @param settings - JupyterLab's settings.
   * @param server - The server that has the languages.
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
