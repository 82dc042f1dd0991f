/**
 * The worked solution: next to the learner's answer, or with a rubric to rate it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { ProblemNote } from '../../components/basics';
import type { MarkdownComponent } from '../../components/markdown';
import type { ISolution } from '../../documents';
import { problemText } from '../../texts';
import type { IRatingState, ISolutionState } from '../models/helpstate';
import { Compare } from './compare';
import { HelpSection } from './helpsection';
import { Rating } from './rating';

/** Props of the solution. */
export interface ISolutionProps {
  state: ISolutionState;
  rating: IRatingState;
  /** Returns the current answer. */
  answer: () => string;
  /** Whether the exercise is a short answer. */
  manual: boolean;
  show: () => void;
  hide: () => void;
  rate: (given: boolean[]) => void;
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}

/** The worked solution. */
export function Solution(props: ISolutionProps): JSX.Element | null {
  const { hide, manual, state, trans } = props;
  const { asking, loading, problem, shown, solution } = state;
  if (!shown) {
    return null;
  }
  if (asking) {
    return <Offer {...props} />;
  }
  return (
    <HelpSection label={trans.__('Solution')} part="solution">
      <p className="jp-homl-Help-title">
        {solution ? solutionTitle(trans, manual) : trans.__('Solution')}
      </p>
      {loading && <p>{trans.__('Loading the solution…')}</p>}
      {solution &&
        (manual ? (
          <ModelAnswer {...props} solution={solution} />
        ) : (
          <Code {...props} solution={solution} />
        ))}
      {problem?.kind === 'refused' && problem.status === 403 ? (
        <p>{problemText(trans, problem)}</p>
      ) : (
        problem && <ProblemNote problem={problem} trans={trans} />
      )}
      <button type="button" className="jp-homl-LinkButton" onClick={hide}>
        {trans.__('Hide solution')}
      </button>
    </HelpSection>
  );
}

function solutionTitle(trans: TranslationBundle, manual: boolean): string {
  return manual
    ? trans.__('One good answer; others may be just as good')
    : trans.__('One solution; others may be just as good');
}

/** What seeing the solution leads to, before it is shown. */
function Offer(props: ISolutionProps): JSX.Element {
  const { hide, show, trans } = props;
  return (
    <HelpSection label={trans.__('Solution')} part="solution">
      <p className="jp-homl-Help-title">
        {trans.__('See the solution before you pass?')}
      </p>
      <p>
        {trans.__(
          'The skills of this exercise then stay at “familiar”, even when your answer passes, until you answer a review question on them correctly on a later day.'
        )}
      </p>
      <div className="jp-homl-Help-line">
        <button type="button" className="jp-homl-Button" onClick={show}>
          {trans.__('Show solution')}
        </button>
        <button type="button" className="jp-homl-LinkButton" onClick={hide}>
          {trans.__('Not now')}
        </button>
      </div>
    </HelpSection>
  );
}

/** Model answer to a short-answer exercise, with its rubric. */
function ModelAnswer(
  props: ISolutionProps & { solution: ISolution }
): JSX.Element {
  const { Markdown, rate, rating, solution, trans } = props;
  const { points } = solution;
  const rubric = points.length > 0 ? null : solution.rubric;
  return (
    <>
      <Markdown source={asMarkdown({ cells: solution.cells, rubric })} />
      {points.length > 0 && (
        <Rating points={points} state={rating} rate={rate} trans={trans} />
      )}
    </>
  );
}

/** Solution in code, next to the learner's answer or on its own. */
function Code(props: ISolutionProps & { solution: ISolution }): JSX.Element {
  const { answer, Markdown, solution, trans } = props;
  const [beside, setBeside] = React.useState(true);
  const source = solution.cells.map(cell => cell.source).join('\n\n');
  return (
    <>
      <button
        type="button"
        className="jp-homl-Button"
        aria-pressed={beside}
        onClick={() => setBeside(!beside)}
      >
        {trans.__('Side by side')}
      </button>
      {beside ? (
        <Compare
          left={answer()}
          right={source}
          names={[trans.__('Yours'), trans.__('One solution')]}
          trans={trans}
        />
      ) : (
        <Markdown source={asMarkdown(solution)} />
      )}
    </>
  );
}

/** A solution's cells as Markdown; code fences are longer than any inside the code. */
export function asMarkdown(
  solution: Pick<ISolution, 'cells' | 'rubric'>
): string {
  const parts = solution.cells.map(({ cell_type, source }) => {
    if (cell_type !== 'code') {
      return source;
    }
    const runs = source.match(/`+/g) ?? [];
    const fence = '`'.repeat(Math.max(3, ...runs.map(run => run.length + 1)));
    return `${fence}python\n${source}\n${fence}`;
  });
  return [...parts, ...(solution.rubric ? [solution.rubric] : [])].join('\n\n');
}
