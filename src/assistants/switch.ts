/**
 * Turns AI assistants off and on again through the settings that JupyterLab keeps of them: which
 * providers of inline completions are enabled, and which buttons are in the toolbar of a cell.
 *
 * #### Notes
 * Assistants (jupyter-ai, notebook-intelligence) have no switch for a single notebook, so these
 * settings are changed while an exercise is in front, and put back as they were afterwards. What
 * they were is kept in the state database, so that a page that was closed in between is no loss.
 */
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { IStateDB } from '@jupyterlab/statedb';
import type { JSONObject, ReadonlyJSONValue } from '@lumino/coreutils';

/** The settings that list the providers of inline completions. */
const COMPLETIONS = {
  plugin: '@jupyterlab/completer-extension:inline-completer',
  key: 'providers'
};

/** The settings that list the buttons of a cell. */
const BUTTONS = {
  plugin: '@jupyterlab/cell-toolbar-extension:plugin',
  key: 'toolbar'
};

/** The providers of known assistants, which may register after the settings have listed those there are. */
const PROVIDERS: Readonly<Record<string, string>> = {
  '@plmbr/notebook-intelligence:plugin': '@plmbr/notebook-intelligence',
  '@jupyter-ai/core:inline-completions': '@jupyter-ai/core:inline-completer'
};

/** Providers of JupyterLab itself, which complete from the learner's own history. */
const OWN_PROVIDERS = '@jupyterlab/';

/** Commands of assistants. */
const COMMANDS = /^@?(notebook-intelligence|jupyter-ai|plmbr)[:/]/;

/** Key of the settings as the learner had them. */
const KEPT = 'jupyterlab-homl:assistants';

type Settings = Pick<ISettingRegistry, 'load' | 'set' | 'remove'>;
type State = Pick<IStateDB, 'fetch' | 'save' | 'remove'>;

/** The user's values before assistants were turned off; null where there was none. */
interface IKept extends JSONObject {
  providers: JSONObject | null;
  toolbar: JSONObject[] | null;
}

/** The switch; one per page. */
export class AssistantSwitch {
  /**
   * @param settings - The settings of all plugins.
   * @param state - Keeps the learner's own settings while they are changed.
   * @param hasPlugin - Whether there is a plugin with this id.
   */
  constructor(
    private readonly settings: Settings,
    private readonly state: State,
    private readonly hasPlugin: (id: string) => boolean
  ) {}

  /**
   * Turn assistants off, or put the settings back.
   *
   * @returns Whether an assistant is installed.
   */
  turn(off: boolean): Promise<boolean> {
    const next = this._queue.then(() => this._turn(off));
    this._queue = next.catch(() => false);
    return this._queue;
  }

  private async _turn(off: boolean): Promise<boolean> {
    const completions = await this._load(COMPLETIONS.plugin);
    const buttons = await this._load(BUTTONS.plugin);
    const kept = ((await this.state.fetch(KEPT)) ?? null) as IKept | null;
    const late = Object.entries(PROVIDERS)
      .filter(([plugin]) => this.hasPlugin(plugin))
      .map(([, id]) => [id, {}]);
    const providers = Object.entries({
      ...Object.fromEntries(late),
      ...asObject(completions?.get(COMPLETIONS.key).composite)
    }).filter(([id]) => !id.startsWith(OWN_PROVIDERS));
    const items = asList(buttons?.get(BUTTONS.key).composite).filter(
      ({ command, name }) => COMMANDS.test(String(command ?? name))
    );
    const installed = providers.length + items.length > 0;
    if (off && installed) {
      const mine: IKept = {
        providers: asUser(completions?.get(COMPLETIONS.key).user),
        toolbar: asUser(buttons?.get(BUTTONS.key).user)
      };
      if (!kept) {
        await this.state.save(KEPT, mine);
      }
      const enabled = providers.filter(
        ([, options]) => asObject(options).enabled !== false
      );
      if (enabled.length > 0) {
        await this.settings.set(COMPLETIONS.plugin, COMPLETIONS.key, {
          ...mine.providers,
          ...Object.fromEntries(
            enabled.map(([id, options]) => [
              id,
              { ...asObject(options), enabled: false }
            ])
          )
        });
      }
      const shown = items.filter(({ disabled }) => disabled !== true);
      if (shown.length > 0) {
        const names = shown.map(({ name }) => name);
        await this.settings.set(BUTTONS.plugin, BUTTONS.key, [
          ...(mine.toolbar ?? []).filter(({ name }) => !names.includes(name)),
          ...names.map(name => ({ name, disabled: true }))
        ]);
      }
    } else if (!off && kept) {
      await this._putBack(COMPLETIONS, kept.providers);
      await this._putBack(BUTTONS, kept.toolbar);
      await this.state.remove(KEPT);
    }
    return installed;
  }

  private async _load(
    plugin: string
  ): Promise<ISettingRegistry.ISettings | null> {
    try {
      return await this.settings.load(plugin);
    } catch {
      return null; // a JupyterLab without this plugin
    }
  }

  private _putBack(
    place: typeof BUTTONS,
    value: ReadonlyJSONValue
  ): Promise<void> {
    return value === null
      ? this.settings.remove(place.plugin, place.key)
      : this.settings.set(place.plugin, place.key, value as JSONObject);
  }

  /** Turns wait for each other. */
  private _queue: Promise<boolean> = Promise.resolve(false);
}

function asObject(value: unknown): JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JSONObject)
    : {};
}

function asList(value: unknown): JSONObject[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

/** A user's value; null where there is none. */
function asUser<T extends JSONObject | JSONObject[]>(value: unknown): T | null {
  return value === undefined || value === null ? null : (value as T);
}
