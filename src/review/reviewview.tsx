/**
 * Review tab of the side panel: what is due, the session, and its summary.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote } from '../components/basics';
import { takeFocus } from '../components/focus';
import type { MarkdownComponent } from '../components/markdown';
import type { Dates } from '../dates';
import { translateText } from '../i18n';
import { spinnerIcon } from '../icons';
import type { IDue, IReviewResult } from './documents';
import { levelIcon } from './icons';
import type { ReviewSession } from './session';
import { SessionView } from './sessionview';
import { dueText, levelText } from './texts';
import { useChanges } from './usechanges';

import '../../style/review.css';

/** Props of the tab. */
export interface IReviewViewProps {
  session: ReviewSession;
  /** What is due according to the course model; null while unknown. */
  review: IDue | null;
  /** Maximum duration of a session, in minutes. */
  minutes: number;
  openSkills: () => void;
  Markdown: MarkdownComponent;
  dates: Dates;
  trans: TranslationBundle;
}

/** Content of the tab. */
export default function ReviewView(props: IReviewViewProps): JSX.Element {
  const { session, trans } = props;
  useChanges(session.changed);
  const { items, phase } = session.state;
  return (
    <section className="jp-homl-Review" aria-label={trans.__('Review')}>
      {phase === 'loading' ? (
        <p className="jp-homl-Empty" role="status">
          <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />
          {trans.__('Loading the questions…')}
        </p>
      ) : phase === 'done' ? (
        <Done {...props} />
      ) : phase === 'idle' || items.length === 0 ? (
        <Start {...props} />
      ) : (
        <SessionView {...props} />
      )}
    </section>
  );
}

/** What is due, with a button to start. */
function Start(props: IReviewViewProps): JSX.Element {
  const { dates, openSkills, review, session, trans } = props;
  const { problem, scope } = session.state;
  const due = review?.due ?? 0;
  return (
    <>
      {review && (
        <p role="status" className="jp-homl-Review-due">
          {dueText(trans, dates, review)}
        </p>
      )}
      {review && due === 0 && !review.next && (
        <p>
          {trans.__(
            'Once you pass an exercise, questions on its skills appear here from the next day on.'
          )}
        </p>
      )}
      {problem && (
        <ProblemNote
          problem={problem}
          retry={() => void session.start(scope)}
          trans={trans}
        />
      )}
      <div className="jp-homl-Actions">
        {due > 0 && !problem && (
          <button
            type="button"
            className="jp-homl-Button jp-homl-mod-primary"
            onClick={() => void session.start()}
          >
            {trans._n(
              'Start, %1 minute at most',
              'Start, %1 minutes at most',
              props.minutes
            )}
          </button>
        )}
        <button
          type="button"
          className="jp-homl-LinkButton"
          onClick={openSkills}
        >
          {trans.__('See your skills')}
        </button>
      </div>
    </>
  );
}

/** Summary of a session: correct answers, level changes, and what is due next. */
function Done(props: IReviewViewProps): JSX.Element {
  const { dates, openSkills, session, trans } = props;
  const { results } = session.state;
  const head = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => takeFocus(head.current), []);
  const right = results.filter(result => result.right).length;
  const review = results[results.length - 1]?.review ?? null;
  return (
    <>
      <h3 ref={head} tabIndex={-1} className="jp-homl-Session-skill">
        {trans.__('Done: %1 of %2 right', right, results.length)}
      </h3>
      <ul className="jp-homl-SkillChanges">
        {levelChanges(results).map(({ after, before, skill }) => (
          <li key={skill}>
            <Icon icon={levelIcon(after)} />
            <span>
              {trans.__(
                '%1: now %2, was %3',
                translateText(trans, skill),
                levelText(trans, after),
                levelText(trans, before)
              )}
            </span>
          </li>
        ))}
      </ul>
      {review && <p role="status">{dueText(trans, dates, review)}</p>}
      <div className="jp-homl-Actions">
        {review && review.due > 0 && (
          <button
            type="button"
            className="jp-homl-Button jp-homl-mod-primary"
            onClick={() => void session.start()}
          >
            {trans.__('Another session')}
          </button>
        )}
        <button
          type="button"
          className="jp-homl-Button"
          onClick={() => session.close()}
        >
          {trans.__('Close')}
        </button>
        <button
          type="button"
          className="jp-homl-LinkButton"
          onClick={openSkills}
        >
          {trans.__('See your skills')}
        </button>
      </div>
    </>
  );
}

/** Level changes of a session, from the initial to the final level of each skill. */
export function levelChanges(
  results: readonly IReviewResult[]
): NonNullable<IReviewResult['level']>[] {
  const moved = new Map<string, NonNullable<IReviewResult['level']>>();
  for (const { level } of results) {
    if (level) {
      const before = moved.get(level.skill)?.before ?? level.before;
      moved.set(level.skill, { ...level, before });
    }
  }
  return [...moved.values()].filter(({ after, before }) => after !== before);
}
