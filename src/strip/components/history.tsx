/**
 * List of earlier attempts, which can be compared and restored.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IAttempt } from '../../answers/documents';
import { Icon, ProblemNote } from '../../components/basics';
import { statusIcon } from '../../icons';
import { isQuizPassed } from '../../passing';
import { dateText, statusText } from '../../texts';
import type { IHistoryState } from '../models/helpstate';
import { Compare } from './compare';
import { HelpSection } from './helpsection';
import { Verdict } from './verdict';

/** Actions on the list. */
export interface IHistoryActions {
  /** Show the last attempts, or more of those before one. */
  showHistory: (before?: number) => void;
  hideHistory: () => void;
  /** Compare an attempt with the current answer; null closes the comparison. */
  compare: (attempt: number | null) => void;
  restoreAttempt: (attempt: number) => void;
}

/** Props of the list. */
export interface IHistoryProps {
  state: IHistoryState;
  /** Returns the current answer. */
  answer: () => string;
  actions: IHistoryActions;
  busy: boolean;
  /** Whether the exercise is a quiz, which is passed with enough right answers. */
  quiz: boolean;
  trans: TranslationBundle;
}

/** The attempts, newest first. */
export function History(props: IHistoryProps): JSX.Element | null {
  const { actions, state, trans } = props;
  const { attempts, before, loading, problem, shown } = state;
  if (!shown) {
    return null;
  }
  return (
    <HelpSection label={trans.__('Attempts')} part="attempts">
      <p className="jp-homl-Help-title">{trans.__('Your attempts')}</p>
      {loading && !attempts && <p>{trans.__('Loading your attempts…')}</p>}
      {attempts?.length === 0 && (
        <p>{trans.__('None yet. Each answer that you check is saved here.')}</p>
      )}
      {attempts && attempts.length > 0 && (
        <ol className="jp-homl-Attempts" reversed>
          {[...attempts].reverse().map(attempt => (
            <Attempt key={attempt.id} attempt={attempt} {...props} />
          ))}
        </ol>
      )}
      {problem && (
        <ProblemNote
          problem={problem}
          retry={() => actions.showHistory()}
          trans={trans}
        />
      )}
      {before !== null && (
        <button
          type="button"
          className="jp-homl-LinkButton"
          aria-disabled={loading}
          onClick={loading ? undefined : () => actions.showHistory(before)}
        >
          {trans.__('Show earlier attempts')}
        </button>
      )}
      <button
        type="button"
        className="jp-homl-LinkButton"
        onClick={actions.hideHistory}
      >
        {trans.__('Hide attempts')}
      </button>
    </HelpSection>
  );
}

function Attempt(props: IHistoryProps & { attempt: IAttempt }): JSX.Element {
  const { actions, answer, attempt, busy, quiz, state, trans } = props;
  const { at, id, number, passed, total } = attempt;
  const status =
    quiz && isQuizPassed(passed, total) ? 'passed' : attempt.status;
  const compared = state.compared?.id === id ? state.compared : null;
  const name = trans.__('attempt %1', number);
  return (
    <li value={number}>
      <div className="jp-homl-Attempts-line">
        <Icon icon={statusIcon(status)} />
        <span>
          <b>{trans.__('Attempt %1: %2', number, statusText(trans, status))}</b>
          <span className="jp-homl-Row-note">
            {' · '}
            {dateText(trans, at)}
            {total > 0 && ' · '}
            {total > 0 && trans.__('%1 of %2 checks pass', passed, total)}
          </span>
        </span>
        <button
          type="button"
          className="jp-homl-Button"
          aria-expanded={compared !== null}
          aria-label={trans.__('Compare %1 with the current answer', name)}
          onClick={() => actions.compare(compared ? null : id)}
        >
          {trans.__('Compare with current answer')}
        </button>
        <button
          type="button"
          className="jp-homl-Button"
          aria-disabled={busy}
          aria-label={trans.__('Restore %1', name)}
          onClick={busy ? undefined : () => actions.restoreAttempt(id)}
        >
          {trans.__('Restore')}
        </button>
      </div>
      {compared && (
        <>
          <Compare
            left={answer()}
            right={compared.source}
            names={[trans.__('Current answer'), trans.__('Attempt %1', number)]}
            trans={trans}
          />
          {attempt.status !== 'passed' && attempt.status !== 'answered' && (
            <Verdict verdict={compared.verdict} hiddenTotal={0} trans={trans} />
          )}
        </>
      )}
    </li>
  );
}
