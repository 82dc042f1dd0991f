import { Signal } from '@lumino/signaling';

import { settle } from '../../../__tests__/fakes';
import { checkOnSave } from '../checkonsave';
import type { ICheckOnSaveOptions } from '../checkonsave';

describe('checkOnSave', () => {
  const cell = {
    model: { metadata: { homl: { exercise: 'ch04-e01', role: 'answer' } } }
  };
  const place = { lesson: 'ch04', notebook: 'exercises' };

  async function save(
    id: string,
    change: { wanted?: boolean; edited?: boolean; judged?: true; fails?: true }
  ) {
    const { edited = true, fails, judged, wanted = true } = change;
    const strip = { edited, check: jest.fn(async () => undefined) };
    const commandExecuted = new Signal<object, unknown>({});
    checkOnSave({
      commands: { commandExecuted },
      tracker: {
        currentWidget: {
          content: {
            model: { getMetadata: () => place },
            activeCellIndex: 0,
            widgets: [cell]
          }
        }
      },
      models: { get: () => strip },
      isEnabled: () => wanted
    } as unknown as ICheckOnSaveOptions);
    const result = fails ? Promise.reject(new Error()) : Promise.resolve();
    commandExecuted.emit({ id, args: {}, result });
    if (judged) {
      strip.edited = false;
    }
    await settle();
    return strip.check.mock.calls.length;
  }

  it.each([
    ['checks', 'docmanager:save', {}, 1],
    ['checks after saving all', 'docmanager:save-all', {}, 1],
    ['minds its own business', 'notebook:run-cell', {}, 0],
    [
      'does not where it was not asked for',
      'docmanager:save',
      { wanted: false },
      0
    ],
    ['does not check the same again', 'docmanager:save', { edited: false }, 0],
    [
      'does not check again what was judged while it was saved',
      'docmanager:save',
      { judged: true },
      0
    ],
    ['does not where saving failed', 'docmanager:save', { fails: true }, 0]
  ] as const)('%s', async (_, id, change, times) => {
    expect(await save(id, change)).toBe(times);
  });
});
