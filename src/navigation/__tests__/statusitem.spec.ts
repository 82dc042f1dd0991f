import { nullTranslator } from '@jupyterlab/translation';

import { lesson } from '../../__tests__/fakes';
import { QUIET } from '../../models/engine';
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
