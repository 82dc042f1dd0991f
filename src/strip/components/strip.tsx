/**
 * The strip under an answer cell: a line with buttons and a headline, and below it the verdict and
 * help.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote, SectionLinks } from '../../components/basics';
import type { MarkdownComponent } from '../../components/markdown';
import type { IExercise } from '../../documents';
import { partlyIcon, spinnerIcon, statusIcon, warningIcon } from '../../icons';
import { isPassed } from '../../passing';
import { exerciseTitle, problemText, quizText } from '../../texts';
import { isStale, isUntouched, shownVerdict } from '../models/stripstate';
import type { IStripState } from '../models/stripstate';
import { headline, headlineDetail, historyText } from './headline';
import { Hints } from './hints';
import type { IHintActions } from './hints';
import { History } from './history';
import type { IHistoryActions } from './history';
import { MilestoneNote } from './milestone';
import type { IMilestone } from './milestone';
import { Solution } from './solution';
import { Elapsed, ExerciseFacts, Retrying } from './stripline';
import { useStripReveal } from './usestripreveal';
import { Verdict } from './verdict';

/** Actions of the strip's buttons. */
export interface IStripActions extends IHintActions, IHistoryActions {
  check: () => void;
  cancel: () => void;
  showSolution: () => void;
  hideSolution: () => void;
  rate: (given: boolean[]) => void;
  /** Restore cells that were cut, split or retyped. */
  repairCells: () => void;
  openNext: (exercise: string) => void;
  /** Go where *Continue* leads. */
  goOn: () => void;
  /** Open the lesson at one of its numbered sections. */
  openSection: (section: number) => void;
  /** Open the menu next to its button. */
  openMenu: (button: HTMLElement) => void;
}

/** A problem with the exercise's cells. */
export interface ICellProblemNote {
  /** The problem in one sentence. */
  text: string;
  /** Whether Check can find the answer despite the problem. */
  canCheck: boolean;
}

/** Props of the strip. */
export interface IStripProps {
  state: IStripState;
  /** The exercise from the course model; undefined until the course has been fetched. */
  exercise: IExercise | undefined;
  /** The exercise to suggest after a pass. */
  next: IExercise | null;
  /** What the last check achieved beyond its exercise, and where to go from there. */
  milestone: IMilestone | null;
  /** A problem with the exercise's cells, if there is one. */
  cellProblem: ICellProblemNote | null;
  /** Whether a form above the answer shows the judgement of each question. */
  hasForm: boolean;
  /** Returns the current answer. */
  answer: () => string;
  /** Whether libraries for checks are loading. */
  warming: boolean;
  actions: IStripActions;
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}

/** The strip. */
export function Strip(props: IStripProps): JSX.Element {
  const {
    actions,
    answer,
    cellProblem,
    exercise,
    hasForm,
    Markdown,
    state,
    trans
  } = props;
  const { check, reset } = state;
  const busy = check.kind === 'running' || reset.kind === 'running';
  const verdict = shownVerdict(state);
  const stale = isStale(state);
  // No verdict after an earlier pass (the headline says so), nor next to an open rubric, nor on an
  // answer that was taken back.
  const silent =
    (isUntouched(state) && verdict?.status === 'passed') ||
    (verdict?.status === 'answered' && state.solution.shown) ||
    (stale &&
      (state.answer === 'blank' || verdict?.status === 'not_attempted')) ||
    // A quiz's form says what is right and what is not.
    (hasForm && verdict !== undefined && quizText(trans, verdict) !== null);
  return (
    <SectionLinks.Provider value={actions.openSection}>
      <StripLine {...props} busy={busy} />
      {cellProblem && (
        <div className="jp-homl-Problem">
          <Icon icon={warningIcon} />
          <p>{cellProblem.text}</p>
          <button
            type="button"
            className="jp-homl-Button"
            aria-disabled={busy}
            onClick={busy ? undefined : actions.repairCells}
          >
            {trans.__('Restore cells')}
          </button>
        </div>
      )}
      {check.kind === 'refused' && (
        <p className="jp-homl-Verdict">{problemText(trans, check.problem)}</p>
      )}
      {verdict && !silent && (
        <Verdict
          verdict={verdict}
          hiddenTotal={exercise?.tests.hidden ?? 0}
          stale={stale}
          trans={trans}
        />
      )}
      {props.milestone && (
        <MilestoneNote
          milestone={props.milestone}
          goOn={actions.goOn}
          trans={trans}
        />
      )}
      {reset.kind === 'failed' && (
        <ProblemNote problem={reset.problem} trans={trans} />
      )}
      {reset.kind === 'undone' && (
        <div className="jp-homl-Problem" role="alert">
          <Icon icon={warningIcon} />
          <p>
            {trans.__(
              'Restoring would have changed cells of other exercises, so nothing was changed. Undo your last cell operation (Edit menu), then restore again.'
            )}
          </p>
        </div>
      )}
      <Hints
        state={state.hints}
        passed={exercise?.status === 'passed'}
        actions={actions}
        Markdown={Markdown}
        trans={trans}
      />
      <Solution
        state={state.solution}
        rating={state.rating}
        answer={answer}
        manual={exercise?.manual ?? false}
        show={actions.showSolution}
        hide={actions.hideSolution}
        rate={actions.rate}
        Markdown={Markdown}
        trans={trans}
      />
      <History
        state={state.history}
        answer={answer}
        actions={actions}
        busy={busy}
        quiz={exercise?.kind === 'Q'}
        trans={trans}
      />
    </SectionLinks.Provider>
  );
}

/** The strip's permanent line: buttons, headline, facts. */
function StripLine(props: IStripProps & { busy: boolean }): JSX.Element {
  const { actions, busy, cellProblem, exercise, next, state, trans, warming } =
    props;
  const { check } = state;
  const stale = isStale(state);
  const host = React.useRef<HTMLDivElement>(null);
  useStripReveal(host, state);
  const past = isUntouched(state) || stale;
  const { reset } = state;
  const isBrokenAgain =
    cellProblem !== null && reset.kind === 'done' && reset.what === 'cells';
  const words =
    past || isBrokenAgain
      ? historyText(trans, state, exercise)
      : headline(trans, state, exercise, warming);
  const shown = shownVerdict(state);
  const passed = shown !== undefined && isPassed(shown);
  const off = busy || cellProblem?.canCheck === false;
  return (
    <div ref={host} className="jp-homl-Strip-line">
      <button
        type="button"
        className={`jp-homl-Button ${passed && !stale ? '' : 'jp-homl-mod-primary'}`}
        aria-disabled={off}
        onClick={off ? undefined : actions.check}
      >
        {trans.__('Check')}
      </button>
      <HintButton {...props} />
      <button
        type="button"
        className="jp-homl-Button jp-homl-mod-icon"
        aria-haspopup="menu"
        aria-label={trans.__('More actions for this exercise')}
        title={trans.__('Attempts, solution, reset')}
        onClick={event => actions.openMenu(event.currentTarget)}
      >
        <span aria-hidden="true">⋯</span>
      </button>
      <span className="jp-homl-Strip-headline" role="status">
        {!past && words && (
          <>
            <HeadlineSymbol state={state} exercise={exercise} />
            <span>{words}</span>
            {!isBrokenAgain && (
              <span className="jp-homl-Strip-detail">
                {headlineDetail(trans, state)}
              </span>
            )}
          </>
        )}
      </span>
      {past && words && (
        <span
          className={`jp-homl-Strip-headline jp-homl-mod-past ${stale ? 'jp-homl-mod-stale' : ''}`}
        >
          <HeadlineSymbol state={state} exercise={exercise} />
          <span>{words}</span>
        </span>
      )}
      {check.kind === 'running' && (
        <Elapsed since={check.since} cancel={actions.cancel} trans={trans} />
      )}
      {check.kind === 'unreachable' && (
        <Retrying at={check.retryAt} now={actions.check} trans={trans} />
      )}
      {passed && next && !(stale && state.answer === 'blank') && (
        <button
          type="button"
          className="jp-homl-LinkButton"
          onClick={() => actions.openNext(next.id)}
        >
          {trans.__('Next: %1 →', exerciseTitle(trans, next))}
        </button>
      )}
      <CompareButton {...props} />
      {exercise && !words && (
        <ExerciseFacts exercise={exercise} trans={trans} />
      )}
    </div>
  );
}

/** Link to the solution once it is available: to compare after a pass, or to rate a short answer. */
function CompareButton(props: IStripProps): JSX.Element | null {
  const { actions, state, trans } = props;
  const { check, last, rating, solution } = state;
  const verdict = check.kind === 'idle' ? last?.verdict : shownVerdict(state);
  const answered = verdict?.status === 'answered';
  if (solution.shown || !(answered || (verdict && isPassed(verdict)))) {
    return null;
  }
  const { given } = rating;
  let label = trans.__('Compare solutions');
  if (answered) {
    label = given
      ? trans.__(
          'Your rating: %1 of %2',
          given.filter(tick => tick).length,
          given.length
        )
      : trans.__('Rate your answer');
  }
  return (
    <button
      type="button"
      className="jp-homl-LinkButton"
      onClick={actions.showSolution}
    >
      {label}
    </button>
  );
}

function HintButton(props: IStripProps): JSX.Element | null {
  const { actions, exercise, state, trans } = props;
  const { hints, loading, shown } = state.hints;
  const total = hints?.total ?? exercise?.hints.total ?? 0;
  const opened = hints?.opened.length ?? exercise?.hints.opened ?? 0;
  // When the hints are open, the button for the next one is below them.
  if (total === 0 || shown) {
    return null;
  }
  const label = opened === 0 ? trans.__('Hint') : trans.__('Show hints');
  const act = opened === 0 ? actions.openHint : actions.showHints;
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
    return <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />;
  }
  if (reset.kind === 'done') {
    return null;
  }
  const verdict = shownVerdict(props.state);
  if (verdict && props.state.answer === 'blank' && isStale(props.state)) {
    return <Icon icon={statusIcon('untouched')} />;
  }
  if (verdict && isPassed(verdict)) {
    return <Icon icon={statusIcon('passed')} />;
  }
  if (verdict) {
    const { hidden, status, tests } = verdict;
    const partly =
      status === 'failed' &&
      hidden !== null &&
      tests.every(test => test.hidden || test.passed);
    return <Icon icon={partly ? partlyIcon : statusIcon(status)} />;
  }
  if (check.kind === 'refused' || check.kind === 'unreachable') {
    return <Icon icon={warningIcon} />;
  }
  const { exercise } = props;
  return exercise ? <Icon icon={statusIcon(exercise.status)} /> : null;
}
