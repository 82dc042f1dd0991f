/**
 * Details of a verdict: the cause first, then the failing checks, then the passing ones, collapsed.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, Sentence } from '../../components/basics';
import type { IFirstError, ITest, IVerdict } from '../../documents';
import {
  listText,
  messageLanguage,
  SOURCE_LANGUAGE,
  textLanguage,
  translate,
  translateText
} from '../../i18n';
import {
  caretIcon,
  failedIcon,
  notRunIcon,
  partlyIcon,
  passedIcon
} from '../../icons';
import { likelyCause, trustCaveats, wasStopped } from '../../texts';

/** Bytes of the output that a verdict holds at most; see `checking/facts.py`. */
const OUTPUT_SHOWN = 4000;

/** Colours and movements of a terminal. */
const ANSI = /\x1b\[[0-9;?]*[ -/]*[@-~]/g;

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
      {error && (judged || status === 'error') && !told(explanation, error) && (
        <ErrorLine error={error} trans={trans} />
      )}
      {wasStopped(status) && (
        <p>{trans.__('Nothing is lost, and your kernel is not affected.')}</p>
      )}
      {status !== 'passed' && (
        <>
          <TestList tests={failing} trans={trans} />
          {failing.some(({ hidden, message }) => hidden && !message) && (
            <p className="jp-homl-Verdict-note">
              {trans.__(
                'A hidden check shows only its name at first. What could it be trying?'
              )}
            </p>
          )}
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
      <Printed output={verdict.output} trans={trans} />
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

/** Whether an explanation has already said which error was raised. */
function told(
  explanation: IVerdict['explanation'],
  error: IFirstError
): boolean {
  return explanation?.values.error === error.name;
}

function ErrorLine(props: {
  error: IFirstError;
  trans: TranslationBundle;
}): JSX.Element {
  const { error, trans } = props;
  return (
    <p className="jp-homl-Verdict-error">
      {error.line !== null && <span>{trans.__('Line %1', error.line)} · </span>}
      <code lang={SOURCE_LANGUAGE}>
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
      {byMessage(tests).map((same, index) => (
        <li key={index}>
          <Icon
            icon={same[0].passed ? passedIcon : failedIcon}
            label={same[0].passed ? trans.__('passed') : trans.__('not yet')}
          />
          <span>
            {same.map((test, place) => (
              <React.Fragment key={place}>
                {place > 0 && ' · '}
                <b lang={testLanguage(trans, test)}>
                  <Sentence text={testName(trans, test)} />
                </b>
                {test.hidden && (
                  <span className="jp-homl-Row-note">
                    {' '}
                    {trans.__('hidden')}
                  </span>
                )}
              </React.Fragment>
            ))}
            {same[0].message?.text && (
              <span
                className="jp-homl-Tests-message"
                lang={messageLanguage(trans, same[0].message)}
              >
                <Sentence text={translate(trans, same[0].message)} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The tests in their order, those that say the same together: it is told once. */
function byMessage(tests: ITest[]): ITest[][] {
  const groups: ITest[][] = [];
  tests.forEach(test => {
    const text = test.message?.text;
    const group = text
      ? groups.find(([first]) => first.message?.text === text)
      : undefined;
    if (group) {
      group.push(test);
    } else {
      groups.push([test]);
    }
  });
  return groups;
}

function testName(trans: TranslationBundle, test: ITest): string {
  return test.called
    ? translate(trans, test.called)
    : translateText(trans, test.name);
}

/** `lang` attribute of a test's name. */
function testLanguage(
  trans: TranslationBundle,
  test: ITest
): string | undefined {
  return test.called
    ? messageLanguage(trans, test.called)
    : textLanguage(trans, test.name);
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

/** What the answer printed while it was checked, folded. */
function Printed(props: {
  output: string;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { output, trans } = props;
  const [shown, setShown] = React.useState(false);
  const text = output.replace(ANSI, '').replace(/\s+$/, '');
  if (!text) {
    return null;
  }
  const lines = text.split('\n').length;
  return (
    <div>
      <button
        type="button"
        className="jp-homl-DisclosureButton"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        {new Blob([output]).size < OUTPUT_SHOWN
          ? trans._n(
              'Printed during the check: %1 line',
              'Printed during the check: %1 lines',
              lines
            )
          : trans.__('Printed during the check: the first %1 lines', lines)}
        <Icon
          icon={caretIcon}
          className={shown ? 'jp-homl-Caret jp-homl-mod-open' : 'jp-homl-Caret'}
        />
      </button>
      {shown && (
        <pre
          className="jp-homl-Verdict-printed"
          tabIndex={0}
          aria-label={trans.__('What your answer printed')}
        >
          {text}
        </pre>
      )}
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
          listText(tests.map(test => testName(trans, test)))
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
