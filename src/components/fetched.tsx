/**
 * Rendering of fetched data in all its states.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote } from './basics';
import { spinnerIcon } from '../icons';
import type { FetchState } from './usefetch';

/** Renders a spinner, an error with a retry button, or the children with the data. */
export function Fetched<T>(props: {
  state: FetchState<T>;
  trans: TranslationBundle;
  children: (value: T) => JSX.Element;
}): JSX.Element {
  const { children, state, trans } = props;
  switch (state.kind) {
    case 'loading':
      return (
        <p className="jp-homl-Empty" role="status">
          <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />
          {trans.__('Loading…')}
        </p>
      );
    case 'failed':
      return (
        <ProblemNote
          problem={state.problem}
          retry={state.retry}
          trans={trans}
        />
      );
    case 'ready':
      return children(state.value);
  }
}
