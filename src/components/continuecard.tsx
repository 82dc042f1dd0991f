/**
 * The panel's first button: back to where the learner stopped.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IContinue } from '../documents';

/** What the card needs. */
export interface IContinueCardProps {
  next: IContinue | null;
  go: () => void;
  trans: TranslationBundle;
}

/** Title, minutes and why; a sentence instead where the road is walked. */
export function ContinueCard(props: IContinueCardProps): JSX.Element {
  const { next, go, trans } = props;
  if (!next) {
    return (
      <p className="jp-homl-Empty">
        {trans.__('All that is written is done. Pick any exercise below.')}
      </p>
    );
  }
  return (
    <div className="jp-homl-Continue">
      <button
        type="button"
        className="jp-homl-Button jp-homl-mod-primary"
        aria-describedby="jp-homl-continue-why"
        onClick={go}
      >
        <span className="jp-homl-Continue-verb">{trans.__('Continue')}</span>{' '}
        <span className="jp-homl-Continue-title">{next.title}</span>
      </button>
      <p id="jp-homl-continue-why">
        {trans.__('~%1 min · %2', next.minutes, next.why)}
      </p>
    </div>
  );
}
