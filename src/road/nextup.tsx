/**
 * Top of the panel: start, or continue where the learner left off, and other suggestions.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon } from '../components/basics';
import type { IStep } from '../documents';
import { translate } from '../i18n';
import { caretIcon } from '../icons';

/** Props of the suggestions. */
export interface INextUpProps {
  next: IStep | null;
  others: IStep[];
  /** Translated title of a step. */
  titleOf: (step: IStep) => string;
  /** Whether the learner has done anything yet. */
  started: boolean;
  go: (step: IStep) => void;
  trans: TranslationBundle;
}

/**
 * The Start or Continue button with its duration and reason, other suggestions in a collapsible list, or a
 * sentence if everything is done.
 */
export function NextUp(props: INextUpProps): JSX.Element {
  const { go, next, others, started, titleOf, trans } = props;
  const [shown, setShown] = React.useState(false);
  if (!next) {
    return (
      <p className="jp-homl-Empty">
        {trans.__(
          'You have finished everything that is available. Pick any exercise below.'
        )}
      </p>
    );
  }
  return (
    <div className="jp-homl-Continue">
      <button
        type="button"
        className="jp-homl-Button jp-homl-mod-primary"
        aria-describedby="jp-homl-continue-why"
        onClick={() => go(next)}
      >
        <span className="jp-homl-Continue-verb">
          {started ? trans.__('Continue') : trans.__('Start')}
        </span>{' '}
        <span className="jp-homl-Continue-title">{titleOf(next)}</span>
      </button>
      <p id="jp-homl-continue-why">
        {trans.__('~%1 min · %2', next.minutes, translate(trans, next.reason))}
      </p>
      {started && others.length > 0 && (
        <>
          <button
            type="button"
            className="jp-homl-DisclosureButton"
            aria-expanded={shown}
            onClick={() => setShown(!shown)}
          >
            <Icon
              icon={caretIcon}
              className={
                shown ? 'jp-homl-Caret jp-homl-mod-open' : 'jp-homl-Caret'
              }
            />
            {trans._n(
              '%1 more suggestion',
              '%1 more suggestions',
              others.length
            )}
          </button>
          {shown && (
            <ul className="jp-homl-Continue-others">
              {others.map(step => (
                <li key={step.exercise ?? step.lesson}>
                  <button
                    type="button"
                    className="jp-homl-LinkButton"
                    onClick={() => go(step)}
                  >
                    {titleOf(step)}
                  </button>
                  <p>
                    {trans.__(
                      '~%1 min · %2',
                      step.minutes,
                      translate(trans, step.reason)
                    )}
                  </p>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
}
