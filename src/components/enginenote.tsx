/**
 * Status line at the bottom of the panel while the libraries for checks are loading.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { spinnerIcon, warningIcon } from '../icons';
import { engineText } from '../texts';
import type { IEngineState } from '../tokens';
import { Icon } from './basics';

/**
 * The status line; empty when there is nothing to report.
 *
 * #### Notes
 * The live region stays in the page while empty: screen readers do not announce content that
 * appears together with its region.
 */
export function EngineNote(props: {
  engine: IEngineState;
  trans: TranslationBundle;
}): JSX.Element {
  const { engine, trans } = props;
  const text = engineText(trans, engine);
  return (
    <div className="jp-homl-Engine" role="status">
      {text && (
        <p>
          {engine.warming.length > 0 ? (
            <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />
          ) : (
            <Icon icon={warningIcon} />
          )}
          <span>{text}</span>
        </p>
      )}
    </div>
  );
}
