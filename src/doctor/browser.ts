/**
 * Findings of the page: whether the browser has the features we need, and whether page and server
 * have the same version.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IMessage } from '../documents';
import { listText } from '../i18n';
import type { IFinding } from './documents';

/** The parts of `window` that are examined. */
export interface IBrowser {
  CSS?: { supports(condition: string): boolean };
  Intl?: unknown;
  ResizeObserver?: unknown;
  WebSocket?: unknown;
}

/** Required features and how to detect them. */
const NEEDS: readonly (readonly [string, (browser: IBrowser) => boolean])[] = [
  ['Intl', browser => Boolean(browser.Intl)],
  ['ResizeObserver', browser => Boolean(browser.ResizeObserver)],
  ['WebSocket', browser => Boolean(browser.WebSocket)],
  [
    'CSS :where()',
    browser => browser.CSS?.supports('selector(:where(a))') === true
  ],
  ['CSS clip-path', browser => supports(browser, 'clip-path: inset(50%)')]
];

/** Check the browser. */
export function checkBrowser(
  browser: IBrowser,
  trans: TranslationBundle
): IFinding {
  const missing = NEEDS.filter(([, has]) => !has(browser)).map(
    ([name]) => name
  );
  const ok = missing.length === 0;
  return {
    id: 'browser',
    name: trans.__('browser'),
    ok,
    detail: translated(
      ok
        ? trans.__('supports everything that is needed')
        : trans.__('does not support %1', listText(missing))
    ),
    cure: ok
      ? null
      : translated(
          trans.__(
            'Parts of the page may look wrong or not work. Use a current version of Firefox, Chrome, Edge or Safari.'
          )
        )
  };
}

/** Compare the versions of page and server. */
export function compareVersions(
  page: string,
  server: string,
  trans: TranslationBundle
): IFinding {
  const ok = page === server;
  return {
    id: 'versions',
    name: trans.__('page and server versions'),
    ok,
    detail: translated(
      ok ? page : trans.__('page %1, server %2', page, server)
    ),
    cure: ok
      ? null
      : translated(
          trans.__('Reload the page; if they still differ, restart JupyterLab.')
        )
  };
}

/** Wrap a sentence that has already been translated. */
function translated(text: string): IMessage {
  return { id: '', values: {}, text };
}

function supports(browser: IBrowser, condition: string): boolean {
  return browser.CSS?.supports(condition) === true;
}
