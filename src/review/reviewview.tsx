/**
 * The panel's tab Review: what is due, a session, and its end.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { ProblemNote, Icon } from '../components/basics';
import { takeFocus } from '../components/focus';
import type { MarkdownComponent } from '../components/markdown';
import { spinnerIcon } from '../icons';
import { translateText } from '../i18n';
import type { IDue, IReviewResult } from './documents';
import { levelIcon } from './icons';
import type { ReviewSession } from './session';
import { SessionView } from './sessionview';
import { useChanges } from './usechanges';
import type { Dates } from '../dates';
import { dueText, levelText } from './texts';

/** What the tab needs. */
export interface IReviewViewProps {
  session: ReviewSession;
  /** What the course said of it last; null while it is not known. */
  review: IDue | null;
  /** The longest that a session takes. */
  minutes: number;
  openSkills: () => void;
  Markdown: MarkdownComponent;
  dates: Dates;
  trans: TranslationBundle;
}

/** The tab's body. */
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

/** What is due, and the way into a session. */
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

/** The end of a session: how many were right, what moved, and when it goes on. */
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

/** The levels that a session has moved: from where each was at first to where it is now. */
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
