import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';

import { lesson, settle } from '../../__tests__/fakes';
import { QUIET } from '../../models/engine';
import { checkOnSave } from '../checkonsave';
import type { ICheckOnSaveOptions } from '../checkonsave';
import { exerciseOf } from '../headings';
import { statusText } from '../statusitem';

describe('the status bar', () => {
  it.each([
    ['says that the engine is warm', QUIET, null, 'engine warm'],
    [
      'says that it gets warm',
      { warming: ['light'], failed: [] },
      null,
      'engine warming up'
    ],
    [
      'says that it could not',
      { warming: [], failed: ['light'] },
      null,
      'engine cold'
    ],
    ['speaks of a check first', QUIET, 'ch04-e02', 'checking ch04-e02']
  ])('%s', (_, engine, checking, words) => {
    const trans = nullTranslator.load('');
    expect(statusText(trans, lesson(), engine, checking)).toBe(
      `Ch 4 · 1 of 2 core · ${words}`
    );
    expect(
      statusText(trans, lesson({ number: 'P6' }), engine, checking)
    ).toMatch(/^P6 · /);
  });
});

it.each([
  ['ch04-e01 · The normal equation', 'ch04-e01'],
  ['2.1. ch04-e08a · Soft threshold', 'ch04-e08a'],
  ['2 · Walking downhill', ''],
  ['e01 · Something else', '']
])('finds the exercise of a heading: %s', (text, exercise) => {
  expect(exerciseOf(text)).toBe(exercise);
});

describe('checkOnSave', () => {
  const cell = {
    model: { metadata: { homl: { exercise: 'ch04-e01', role: 'answer' } } }
  };
  const place = { lesson: 'ch04', notebook: 'exercises' };

  async function save(
    id: string,
    change: { wanted?: boolean; edited?: boolean; busy?: boolean; fails?: true }
  ) {
    const { busy = false, edited = true, fails, wanted = true } = change;
    const check = jest.fn(async () => undefined);
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
      models: { get: () => ({ busy, check, edited }) },
      wanted: () => wanted
    } as unknown as ICheckOnSaveOptions);
    const result = fails ? Promise.reject(new Error()) : Promise.resolve();
    commandExecuted.emit({ id, args: {}, result });
    await settle();
    return check.mock.calls.length;
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
    ['does not while a check runs', 'docmanager:save', { busy: true }, 0],
    ['does not where saving failed', 'docmanager:save', { fails: true }, 0]
  ] as const)('%s', async (_, id, change, times) => {
    expect(await save(id, change)).toBe(times);
  });
});
