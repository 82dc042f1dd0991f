/**
 * What a strip can unfold below the verdict: hints, and the worked solution.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ISolution } from '../documents';
import type { IHintsState, ISolutionState } from '../models/stripstate';
import { ProblemNote } from './basics';

/** Renders sanitised Markdown. */
export type MarkdownComponent = React.ComponentType<{ source: string }>;

/** The hints that are open. */
export function Hints(props: {
  state: IHintsState;
  hide: () => void;
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { state, hide, Markdown, trans } = props;
  const { hints, loading, problem, shown } = state;
  if (!shown) {
    return null;
  }
  return (
    <section className="jp-homl-Help" aria-label={trans.__('Hints')}>
      {hints?.opened.map((source, index) => (
        <div key={index} className="jp-homl-Hint">
          <p className="jp-homl-Help-title">
            {trans.__('Hint %1 of %2', index + 1, hints.total)}
          </p>
          <Markdown source={source} />
        </div>
      ))}
      {!hints && loading && <p>{trans.__('Fetching the hints…')}</p>}
      {hints && hints.opened.length === 0 && !loading && (
        <p>{trans.__('No hint is open yet.')}</p>
      )}
      {problem && <ProblemNote problem={problem} trans={trans} />}
      <button type="button" className="jp-homl-LinkButton" onClick={hide}>
        {trans.__('Hide hints')}
      </button>
    </section>
  );
}

/** The worked solution, read only. */
export function Solution(props: {
  state: ISolutionState;
  hide: () => void;
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { state, hide, Markdown, trans } = props;
  const { loading, problem, shown, solution } = state;
  if (!shown) {
    return null;
  }
  return (
    <section className="jp-homl-Help" aria-label={trans.__('Solution')}>
      <p className="jp-homl-Help-title">
        {trans.__('One solution; others are as right')}
      </p>
      {loading && <p>{trans.__('Fetching the solution…')}</p>}
      {solution && <Markdown source={asMarkdown(solution)} />}
      {problem?.kind === 'refused' && problem.status === 403 ? (
        <p>{problem.message}</p>
      ) : (
        problem && <ProblemNote problem={problem} trans={trans} />
      )}
      <button type="button" className="jp-homl-LinkButton" onClick={hide}>
        {trans.__('Hide solution')}
      </button>
    </section>
  );
}

/** A solution's cells as one Markdown text: code in fences longer than any within it. */
export function asMarkdown(solution: ISolution): string {
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
