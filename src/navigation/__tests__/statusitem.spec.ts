import { nullTranslator } from '@jupyterlab/translation';

import { lesson } from '../../__tests__/fakes';
import { IDLE_ENGINE } from '../../models/engine';
import { statusBarText } from '../statusitem';

describe('the status bar', () => {
  it.each([
    ['says that checks are ready', IDLE_ENGINE, null, 'checks ready'],
    [
      'says that it gets warm',
      { warming: ['light'], failed: [] },
      null,
      'preparing checks'
    ],
    [
      'says that it could not',
      { warming: [], failed: ['light'] },
      null,
      'checks may be slow'
    ],
    ['speaks of a check first', IDLE_ENGINE, 'ch04-e02', 'checking ch04-e02']
  ])('%s', (_, engine, checking, words) => {
    const trans = nullTranslator.load('');
    expect(statusBarText(trans, lesson(), engine, checking)).toBe(
      `Ch 4 · 1 of 2 core · ${words}`
    );
    expect(
      statusBarText(trans, lesson({ number: 'P6' }), engine, checking)
    ).toMatch(/^P6 · /);
  });
});
