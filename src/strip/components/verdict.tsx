/**
 * Details of a verdict: the cause first, then the failing checks, then the passing ones, collapsed.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, Sentence } from '../../components/basics';
import type { IFirstError, ITest, IVerdict } from '../../documents';
import { translate, translateText } from '../../i18n';
import {
  caretIcon,
  failedIcon,
  notRunIcon,
  partlyIcon,
  passedIcon
} from '../../icons';
import { likelyCause, trustCaveats, wasStopped } from '../../texts';

/** Props of the verdict. */
export interface IVerdictProps {
  verdict: IVerdict;
  /** Number of hidden checks of the exercise. */
  hiddenTotal: number;
  /** Whether the answer has been edited since. */
  stale?: boolean;
  trans: TranslationBundle;
}

/** The details below a strip's headline. */
export function Verdict(props: IVerdictProps): JSX.Element | null {
  const { verdict, hiddenTotal, stale, trans } = props;
  const { explanation, first_error: error, notes, status, tests } = verdict;
  const cause = explanation
    ? translate(trans, explanation)
    : likelyCause(trans, status);
  const judged = status === 'passed' || status === 'failed';
  const failing = judged
    ? tests.filter(test => !test.passed && test.ran !== false)
    : [];
  const passing = judged ? tests.filter(test => test.passed) : [];
  const waiting = judged
    ? tests.filter(test => !test.passed && !test.hidden && test.ran === false)
    : [];
  return (
    <div className={`jp-homl-Verdict ${stale ? 'jp-homl-mod-stale' : ''}`}>
      {cause && (
        <p className="jp-homl-Verdict-cause">
          <Sentence text={cause} />
        </p>
      )}
      {error && (judged || status === 'error') && (
        <ErrorLine error={error} trans={trans} />
      )}
      {wasStopped(status) && (
        <p>{trans.__('Nothing is lost, and your kernel is not affected.')}</p>
      )}
      {status !== 'passed' && (
        <>
          <TestList tests={failing} trans={trans} />
          <Passing
            tests={passing}
            hasFailing={failing.length > 0}
            trans={trans}
          />
          <Waiting tests={waiting} trans={trans} />
          {status === 'failed' && (
            <Hidden verdict={verdict} total={hiddenTotal} trans={trans} />
          )}
        </>
      )}
      {notes?.map((note, index) => (
        <p key={index} className="jp-homl-Verdict-note">
          <Sentence text={translate(trans, note)} />
        </p>
      ))}
      {trustCaveats(trans, verdict).map(words => (
        <p key={words} className="jp-homl-Verdict-note">
          {words}
        </p>
      ))}
    </div>
  );
}

function ErrorLine(props: {
  error: IFirstError;
  trans: TranslationBundle;
}): JSX.Element {
  const { error, trans } = props;
  return (
    <p className="jp-homl-Verdict-error">
      {error.line !== null && <span>{trans.__('Line %1', error.line)} · </span>}
      <code>
        <b>{error.name}</b>
        {error.message && `: ${error.message}`}
      </code>
    </p>
  );
}

function TestList(props: {
  tests: ITest[];
  trans: TranslationBundle;
}): JSX.Element | null {
  const { tests, trans } = props;
  if (tests.length === 0) {
    return null;
  }
  return (
    <ul className="jp-homl-Tests">
      {tests.map((test, index) => (
        <li key={index}>
          <Icon
            icon={test.passed ? passedIcon : failedIcon}
            label={test.passed ? trans.__('passed') : trans.__('not yet')}
          />
          <span>
            <b>
              <Sentence text={testName(trans, test)} />
            </b>
            {test.hidden && (
              <span className="jp-homl-Row-note"> {trans.__('hidden')}</span>
            )}
            {test.message?.text && (
              <span className="jp-homl-Tests-message">
                <Sentence text={translate(trans, test.message)} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function testName(trans: TranslationBundle, test: ITest): string {
  return test.called
    ? translate(trans, test.called)
    : translateText(trans, test.name);
}

function Passing(props: {
  tests: ITest[];
  hasFailing: boolean;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { tests, hasFailing, trans } = props;
  const [shown, setShown] = React.useState(false);
  if (tests.length === 0) {
    return null;
  }
  const words = hasFailing
    ? trans._n('%1 other passes', '%1 others pass', tests.length)
    : trans._n('%1 check passes', '%1 checks pass', tests.length);
  return (
    <div>
      <button
        type="button"
        className="jp-homl-DisclosureButton"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        <Icon icon={passedIcon} />
        {words}
        <Icon
          icon={caretIcon}
          className={shown ? 'jp-homl-Caret jp-homl-mod-open' : 'jp-homl-Caret'}
        />
      </button>
      {shown && <TestList tests={tests} trans={trans} />}
    </div>
  );
}

function Waiting(props: {
  tests: ITest[];
  trans: TranslationBundle;
}): JSX.Element | null {
  const { tests, trans } = props;
  if (tests.length === 0) {
    return null;
  }
  return (
    <p className="jp-homl-Verdict-line">
      <Icon icon={notRunIcon} />
      <span>
        {trans.__(
          'Did not run: %1',
          tests.map(test => testName(trans, test)).join(', ')
        )}
      </span>
    </p>
  );
}

function Hidden(props: {
  verdict: IVerdict;
  total: number;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { verdict, total, trans } = props;
  const { hidden, tests } = verdict;
  const ran = tests.filter(test => test.hidden && test.ran !== false);
  const waiting = hidden
    ? tests.filter(test => test.hidden && test.ran === false).length
    : total;
  if (ran.length === 0 && waiting > 0) {
    return (
      <p className="jp-homl-Verdict-line">
        <Icon icon={notRunIcon} />
        <span>
          {trans._n(
            '%1 hidden check runs once these pass',
            '%1 hidden checks run once these pass',
            waiting
          )}
        </span>
      </p>
    );
  }
  if (hidden && hidden.total > 0 && ran.length === 0) {
    return (
      <p className="jp-homl-Verdict-line">
        <Icon icon={hidden.passed === hidden.total ? passedIcon : partlyIcon} />
        <span>
          {trans.__('%1 of %2 hidden checks pass', hidden.passed, hidden.total)}
        </span>
      </p>
    );
  }
  return null;
}
