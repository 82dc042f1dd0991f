/**
 * A strip on the page, with a jest function behind every button.
 */
import { nullTranslator } from '@jupyterlab/translation';
import { render, screen } from '@testing-library/react';
import * as React from 'react';

import { exercise, verdict } from '../../__tests__/fakes';
import type { IVerdict } from '../../documents';
import type { IStripActions, IStripProps } from '../components/strip';
import { Strip } from '../components/strip';
import type { CheckState, IStripState } from '../models/stripstate';
import { INITIAL_STRIP } from '../models/stripstate';

export function renderStrip(
  state: Partial<IStripState> = {},
  change: Partial<IStripProps> = {}
): jest.Mocked<IStripActions> {
  const actions = {
    check: jest.fn(),
    cancel: jest.fn(),
    showHints: jest.fn(),
    openHint: jest.fn(),
    hideHints: jest.fn(),
    stuck: jest.fn(),
    showSolution: jest.fn(),
    hideSolution: jest.fn(),
    rate: jest.fn(),
    showHistory: jest.fn(),
    hideHistory: jest.fn(),
    compare: jest.fn(),
    restoreAttempt: jest.fn(),
    repairCells: jest.fn(),
    openNext: jest.fn(),
    goOn: jest.fn(),
    openSection: jest.fn(),
    openMenu: jest.fn()
  };
  render(
    <Strip
      state={{ ...INITIAL_STRIP, ...state }}
      exercise={exercise()}
      next={null}
      milestone={null}
      cellProblem={null}
      hasForm={false}
      answer={() => 'theta = 1'}
      warming={false}
      actions={actions}
      Markdown={({ source }) => <p>{source}</p>}
      trans={nullTranslator.load('jupyterlab_homl')}
      {...change}
    />
  );
  return actions;
}

/** The state after a check. */
export const checked = (change: Partial<IVerdict>): { check: CheckState } => ({
  check: { kind: 'checked', verdict: verdict(change) }
});

/** What a screen reader is told of news. */
export const liveText = (): string =>
  screen
    .getAllByRole('status')
    .map(({ textContent }) => textContent)
    .join('');

export const button = (name: string | RegExp): HTMLElement =>
  screen.getByRole('button', { name });
