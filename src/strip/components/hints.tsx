/**
 * The open hints, and when the next one becomes available.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { ProblemNote } from '../../components/basics';
import type { MarkdownComponent } from '../../components/markdown';
import { useCurrentTime } from '../../components/usecurrenttime';
import { problemText } from '../../texts';
import type { IHintsState } from '../models/helpstate';
import { HelpSection } from './helpsection';

/** The hint that nearly gives the answer away; see `progress/mastery.py`. */
const TELLING_HINT = 3;

/** Actions on hints. */
export interface IHintActions {
  showHints: () => void;
  openHint: () => void;
  hideHints: () => void;
  /** Open the next hint before its time. */
  stuck: () => void;
}

/** Props of the hints. */
export interface IHintsProps {
  state: IHintsState;
  /** Whether the exercise is passed, after which hints change no level. */
  passed: boolean;
  actions: IHintActions;
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}

/** The hints that have been opened. */
export function Hints(props: IHintsProps): JSX.Element | null {
  const { actions, Markdown, state, trans } = props;
  const { hints, loading, problem, shown } = state;
  if (!shown) {
    return null;
  }
  // A hint that is still locked is explained as text rather than shown as an error.
  const early = problem?.kind === 'refused' && problem.status === 403;
  return (
    <HelpSection label={trans.__('Hints')} part="hints">
      {hints?.opened.map((source, index) => (
        <div key={index} className="jp-homl-Hint">
          <p className="jp-homl-Help-title">
            {trans.__('Hint %1 of %2', index + 1, hints.total)}
          </p>
          <Markdown source={source} />
        </div>
      ))}
      {!hints && loading && <p>{trans.__('Loading the hints…')}</p>}
      {hints && hints.opened.length === 0 && !loading && (
        <p>{trans.__('No hints are open yet.')}</p>
      )}
      {!props.passed && hints?.next?.number === TELLING_HINT && (
        <p className="jp-homl-Row-note">
          {trans.__(
            'Hint %1 nearly gives the answer: passing after it counts as “familiar” rather than “proficient”.',
            TELLING_HINT
          )}
        </p>
      )}
      {problem && early && <p>{problemText(trans, problem)}</p>}
      {problem && !early && <ProblemNote problem={problem} trans={trans} />}
      <div className="jp-homl-Help-line">
        <NextHint {...props} />
        <button
          type="button"
          className="jp-homl-LinkButton"
          onClick={actions.hideHints}
        >
          {trans.__('Hide hints')}
        </button>
      </div>
    </HelpSection>
  );
}

/** Button for the next hint, or the time at which it opens. */
export function NextHint(
  props: Pick<IHintsProps, 'state' | 'actions' | 'trans'>
): JSX.Element | null {
  const { actions, state, trans } = props;
  const { hints, loading, opensAt } = state;
  const now = useCurrentTime(opensAt === null ? 60000 : 1000);
  const number = hints?.next?.number ?? (hints?.opened.length ?? 0) + 1;
  if (!hints || hints.next === null || number > hints.total) {
    return null;
  }
  if (opensAt === null || now >= opensAt) {
    return (
      <button
        type="button"
        className="jp-homl-Button"
        aria-disabled={loading}
        onClick={loading ? undefined : actions.openHint}
      >
        {trans.__('Hint %1', number)}
      </button>
    );
  }
  const seconds = Math.ceil((opensAt - now) / 1000);
  return (
    <>
      <span>
        {seconds >= 60
          ? trans.__(
              'Hint %1 opens after another attempt, or in %2 min',
              number,
              Math.ceil(seconds / 60)
            )
          : trans.__(
              'Hint %1 opens after another attempt, or in %2 s',
              number,
              seconds
            )}
      </span>
      <button
        type="button"
        className="jp-homl-Button"
        aria-disabled={loading}
        onClick={loading ? undefined : actions.stuck}
      >
        {trans.__('I’m stuck')}
      </button>
    </>
  );
}
