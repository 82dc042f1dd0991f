/**
 * Last part of the welcome page: a first exercise with a real check.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon } from '../components/basics';
import { statusIcon } from '../icons';
import { statusText } from '../texts';
import type { IFirst } from './documents';

/** Props of the part. */
export interface IFirstExerciseProps {
  first: IFirst;
  open: () => void;
  trans: TranslationBundle;
}

/** Instructions, status, and a button to open the exercise. */
export function FirstExercise(props: IFirstExerciseProps): JSX.Element {
  const { first, open, trans } = props;
  const passed = first.status === 'passed';
  return (
    <>
      <ol>
        <li>
          {trans.__(
            'Write one line with the mistake that the page asks you to make.'
          )}
        </li>
        <li>{trans.__('Press Check, and read what it says.')}</li>
        <li>{trans.__('Fix the line, and check again until it passes.')}</li>
      </ol>
      <p className="jp-homl-Welcome-first">
        <button
          type="button"
          className={`jp-homl-Button ${passed ? '' : 'jp-homl-mod-primary'}`}
          onClick={open}
        >
          {first.attempts > 0
            ? trans.__('Open the exercise again')
            : trans.__('Open the exercise (%1 min)', first.minutes)}
        </button>
        <span className="jp-homl-Welcome-state" role="status">
          <Icon icon={statusIcon(first.status)} />{' '}
          {passed
            ? trans._n(
                'Passed after %1 check. Every exercise works like this.',
                'Passed after %1 checks. Every exercise works like this.',
                first.attempts
              )
            : statusText(trans, first.status)}
        </span>
      </p>
    </>
  );
}
