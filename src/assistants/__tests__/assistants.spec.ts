import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { IStateDB } from '@jupyterlab/statedb';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';

import { assistantsOff } from '../rule';
import { AssistantSwitch } from '../switch';

const COMPLETIONS = '@jupyterlab/completer-extension:inline-completer';
const BUTTONS = '@jupyterlab/cell-toolbar-extension:plugin';
const AI = '@jupyter-ai/core:inline-completer';
const HISTORY = '@jupyterlab/inline-completer:history';
const GENERATE = 'notebook-intelligence:editor-generate-code';

type Value = ReadonlyPartialJSONValue;

/** Settings that behave as the registry does: what the user sets goes over the defaults. */
function fakeSettings(installed: boolean) {
  const defaults: Record<string, Value> = {
    [COMPLETIONS]: {
      [HISTORY]: { enabled: true, timeout: 5000 },
      ...(installed ? { [AI]: { enabled: true, timeout: 9000 } } : {})
    },
    [BUTTONS]: [
      { name: 'copy', command: 'notebook:copy-cell' },
      ...(installed ? [{ name: GENERATE, command: GENERATE }] : [])
    ]
  };
  const user: Record<string, Value | undefined> = {};
  const composite = (plugin: string): Value => {
    const mine = user[plugin];
    const base = defaults[plugin];
    if (Array.isArray(base)) {
      const own = (mine ?? []) as { name: string }[];
      return (base as { name: string }[]).map(item => ({
        ...item,
        ...own.find(({ name }) => name === item.name)
      }));
    }
    return { ...(base as object), ...((mine ?? {}) as object) };
  };
  const registry = {
    load: jest.fn(async (plugin: string) => ({
      get: () => ({ composite: composite(plugin), user: user[plugin] })
    })),
    set: jest.fn(async (plugin: string, _: string, value: Value) => {
      user[plugin] = value;
    }),
    remove: jest.fn(async (plugin: string) => {
      delete user[plugin];
    })
  };
  return { user, registry: registry as unknown as ISettingRegistry, composite };
}

function fakeState() {
  const kept = new Map<string, Value>();
  return {
    fetch: async (id: string) => kept.get(id),
    save: async (id: string, value: Value) => void kept.set(id, value),
    remove: async (id: string) => void kept.delete(id)
  } as unknown as IStateDB;
}

const switchOf = (
  registry: ISettingRegistry,
  state = fakeState(),
  plugins: string[] = []
) => new AssistantSwitch(registry, state, id => plugins.includes(id));

describe('whether assistants are off', () => {
  it.each([
    ['on', 0, false],
    ['off', 3, true],
    ['after_attempt', 0, true],
    ['after_attempt', 1, false],
    ['after_attempt', null, true],
    [undefined, 0, false]
  ] as const)('%s, after %s attempts: %s', (policy, attempts, off) => {
    const exercise = attempts === null ? undefined : { attempts };
    expect(assistantsOff(policy, exercise)).toBe(off);
  });
});

describe('the switch of assistants', () => {
  it('turns their completions and buttons off, and puts all back as it was', async () => {
    const { composite, registry, user } = fakeSettings(true);
    user[COMPLETIONS] = { [AI]: { enabled: true, timeout: 100 } };
    const control = switchOf(registry);
    expect(await control.turn(true)).toBe(true);
    expect(composite(COMPLETIONS)).toEqual({
      [HISTORY]: { enabled: true, timeout: 5000 },
      [AI]: { enabled: false, timeout: 100 }
    });
    expect(composite(BUTTONS)).toEqual([
      { name: 'copy', command: 'notebook:copy-cell' },
      { name: GENERATE, command: GENERATE, disabled: true }
    ]);
    await control.turn(true);
    await control.turn(false);
    expect(user).toEqual({
      [COMPLETIONS]: { [AI]: { enabled: true, timeout: 100 } }
    });
  });

  it('puts back what a page that was closed has left off', async () => {
    const { registry, user } = fakeSettings(true);
    const state = fakeState();
    await switchOf(registry, state).turn(true);
    expect(Object.keys(user)).toHaveLength(2);
    await switchOf(registry, state).turn(false);
    expect(user).toEqual({});
  });

  it('leaves what the learner has off, and changes nothing where nothing is installed', async () => {
    const { registry, user } = fakeSettings(true);
    user[COMPLETIONS] = { [AI]: { enabled: false } };
    user[BUTTONS] = [{ name: GENERATE, disabled: true }];
    const before = JSON.stringify(user);
    const control = switchOf(registry);
    await control.turn(true);
    await control.turn(false);
    expect(JSON.stringify(user)).toBe(before);
    const none = fakeSettings(false);
    const other = switchOf(none.registry);
    expect(await other.turn(true)).toBe(false);
    expect(none.registry.set).not.toHaveBeenCalled();
  });

  it('turns off a known assistant that registers its provider late', async () => {
    const { composite, registry } = fakeSettings(false);
    const plugins = ['@plmbr/notebook-intelligence:plugin'];
    const control = switchOf(registry, fakeState(), plugins);
    expect(await control.turn(true)).toBe(true);
    expect(composite(COMPLETIONS)).toMatchObject({
      '@plmbr/notebook-intelligence': { enabled: false }
    });
  });

  it('does without a JupyterLab plugin that is not there', async () => {
    const { registry } = fakeSettings(true);
    (registry.load as jest.Mock).mockRejectedValue(new Error('none'));
    const control = switchOf(registry);
    expect(await control.turn(true)).toBe(false);
  });
});
