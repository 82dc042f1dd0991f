/**
 * The panel's last line: the libraries that checks need are being loaded.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { spinnerIcon, warningIcon } from '../icons';
import type { IEngineState } from '../tokens';
import { engineText } from '../texts';
import { Icon } from './basics';

/**
 * A line while it is worth saying.
 *
 * #### Notes
 * The live region stays when it is empty: what appears together with its region is not announced.
 */
export function EngineNote(props: {
  engine: IEngineState;
  trans: TranslationBundle;
}): JSX.Element {
  const { engine, trans } = props;
  const words = engineText(trans, engine);
  return (
    <div className="jp-homl-Engine" role="status">
      {words && (
        <p>
          {engine.warming.length > 0 ? (
            <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />
          ) : (
            <Icon icon={warningIcon} />
          )}
          <span>{words}</span>
        </p>
      )}
    </div>
  );
}
