/**
 * The strip under an answer cell: one line, that opens on a verdict.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IExercise } from '../documents';
import type { IStripState } from '../models/stripstate';
import { partlyIcon, spinnerIcon, statusIcon, warningIcon } from '../icons';
import { problemWords } from '../words';
import { ProblemNote, Symbol } from './basics';
import { headline } from './headline';
import type { MarkdownComponent } from './help';
import { Hints, Solution } from './help';
import { Elapsed, Facts, Retrying } from './stripline';
import { Verdict } from './verdict';

/** What the buttons do. */
export interface IStripActions {
  check: () => void;
  cancel: () => void;
  showHints: () => void;
  openHint: () => void;
  hideHints: () => void;
  showSolution: () => void;
  hideSolution: () => void;
  openNext: (exercise: string) => void;
  /** Opens the menu next to its button. */
  openMenu: (button: HTMLElement) => void;
}

/** What a strip needs. */
export interface IStripProps {
  state: IStripState;
  /** What the course knows of the exercise; undefined until it has been fetched. */
  exercise: IExercise | undefined;
  /** Where to go after a pass. */
  next: IExercise | null;
  /** Whether the answer cell is there. */
  answerMissing: boolean;
  /** Whether libraries that checks need are being loaded. */
  warming: boolean;
  actions: IStripActions;
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}

/** The strip. */
export function Strip(props: IStripProps): JSX.Element {
  const {
    actions,
    answerMissing,
    exercise,
    Markdown,
    next,
    state,
    trans,
    warming
  } = props;
  const { check, reset } = state;
  const words = headline(trans, state, exercise, warming);
  const busy = check.kind === 'running' || reset.kind === 'running';
  const verdict = check.kind === 'checked' ? check.verdict : null;
  const passed = verdict?.status === 'passed';
  return (
    <>
      <div className="jp-homl-Strip-line">
        <button
          type="button"
          className={`jp-homl-Button ${passed ? '' : 'jp-homl-mod-primary'}`}
          aria-disabled={busy || answerMissing}
          onClick={busy || answerMissing ? undefined : actions.check}
        >
          {trans.__('Check')}
        </button>
        <HintButton {...props} />
        <button
          type="button"
          className="jp-homl-Button jp-homl-mod-icon"
          aria-haspopup="menu"
          aria-label={trans.__('More for this exercise')}
          title={trans.__('Reset this exercise, show the solution')}
          onClick={event => actions.openMenu(event.currentTarget)}
        >
          <span aria-hidden="true">⋯</span>
        </button>
        <span className="jp-homl-Strip-words" role="status">
          {words && (
            <>
              <HeadlineSymbol state={state} exercise={exercise} />
              <span>{words}</span>
            </>
          )}
        </span>
        {check.kind === 'running' && (
          <Elapsed since={check.since} cancel={actions.cancel} trans={trans} />
        )}
        {check.kind === 'unreachable' && (
          <Retrying at={check.retryAt} now={actions.check} trans={trans} />
        )}
        {passed && next && (
          <button
            type="button"
            className="jp-homl-LinkButton"
            onClick={() => actions.openNext(next.id)}
          >
            {trans.__('Next: %1 →', next.title)}
          </button>
        )}
        {passed && !state.solution.shown && (
          <button
            type="button"
            className="jp-homl-LinkButton"
            onClick={actions.showSolution}
          >
            {trans.__('Compare')}
          </button>
        )}
        {exercise && <Facts exercise={exercise} trans={trans} />}
      </div>
      {answerMissing && (
        <p className="jp-homl-Problem">
          <Symbol icon={warningIcon} />
          {trans.__(
            'The answer cell of this exercise is gone. “Reset this exercise” in the menu ⋯ puts it back.'
          )}
        </p>
      )}
      {check.kind === 'refused' && (
        <p className="jp-homl-Verdict">{problemWords(trans, check.problem)}</p>
      )}
      {verdict && (
        <Verdict
          verdict={verdict}
          hiddenTotal={exercise?.tests.hidden ?? 0}
          trans={trans}
        />
      )}
      {reset.kind === 'failed' && (
        <ProblemNote problem={reset.problem} trans={trans} />
      )}
      <Hints
        state={state.hints}
        hide={actions.hideHints}
        Markdown={Markdown}
        trans={trans}
      />
      <Solution
        state={state.solution}
        hide={actions.hideSolution}
        Markdown={Markdown}
        trans={trans}
      />
    </>
  );
}

function HintButton(props: IStripProps): JSX.Element | null {
  const { actions, exercise, state, trans } = props;
  const { hints, loading, shown } = state.hints;
  const total = hints?.total ?? exercise?.hints.total ?? 0;
  const opened = hints?.opened.length ?? exercise?.hints.opened ?? 0;
  if (total === 0 || (shown && opened >= total)) {
    return null;
  }
  let label: string;
  let act: () => void;
  if (opened === 0) {
    label = trans.__('Hint');
    act = actions.openHint;
  } else if (shown) {
    label = trans.__('Hint %1', opened + 1);
    act = actions.openHint;
  } else {
    label = trans.__('Show hints');
    act = actions.showHints;
  }
  return (
    <button
      type="button"
      className="jp-homl-Button"
      aria-disabled={loading}
      onClick={loading ? undefined : act}
    >
      {label}
    </button>
  );
}

function HeadlineSymbol(
  props: Pick<IStripProps, 'state' | 'exercise'>
): JSX.Element | null {
  const { check, reset } = props.state;
  if (check.kind === 'running' || reset.kind === 'running') {
    return <Symbol icon={spinnerIcon} className="jp-homl-mod-turning" />;
  }
  if (check.kind === 'checked') {
    const { hidden, status, tests } = check.verdict;
    const partly =
      status === 'failed' &&
      hidden !== null &&
      tests.every(test => test.hidden || test.passed);
    return <Symbol icon={partly ? partlyIcon : statusIcon(status)} />;
  }
  if (check.kind === 'refused' || check.kind === 'unreachable') {
    return <Symbol icon={warningIcon} />;
  }
  const { exercise } = props;
  return exercise ? <Symbol icon={statusIcon(exercise.status)} /> : null;
}
