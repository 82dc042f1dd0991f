/**
 * View of a review session.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote } from '../components/basics';
import { takeFocus } from '../components/focus';
import type { MarkdownComponent } from '../components/markdown';
import type { Dates } from '../dates';
import { translateText } from '../i18n';
import { spinnerIcon } from '../icons';
import type { IReviewItem, IReviewResult } from './documents';
import { answerOf } from './draft';
import { Controls, Judgement, questionText } from './question';
import type { ReviewSession } from './session';
import { levelText, minutesOf } from './texts';

/** Props of the view. */
export interface ISessionViewProps {
  session: ReviewSession;
  Markdown: MarkdownComponent;
  dates: Dates;
  trans: TranslationBundle;
}

/** The current question with its controls and feedback. */
export function SessionView(props: ISessionViewProps): JSX.Element | null {
  const { session, Markdown, trans } = props;
  const { back, draft, phase, problem, result } = session.state;
  const { item } = session;
  const head = React.useRef<HTMLHeadingElement>(null);
  const next = React.useRef<HTMLButtonElement>(null);
  const turned = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => takeFocus(head.current), [item?.id]);
  React.useEffect(() => {
    if (phase === 'answered') {
      next.current?.focus();
    }
  }, [phase]);
  React.useEffect(() => {
    if (back !== null) {
      turned.current?.focus();
    }
  }, [back]);
  if (!item) {
    return null;
  }
  const asking = phase === 'asking';
  const ready = asking && answerOf(item, draft) !== null;
  return (
    <form
      className="jp-homl-Session"
      aria-label={trans.__('Review')}
      onSubmit={event => {
        event.preventDefault();
        void session.submit();
      }}
      onKeyDown={event => onKey(event, session, item)}
    >
      <Place session={session} trans={trans} />
      {asking && <Stakes item={item} trans={trans} />}
      <h3 ref={head} tabIndex={-1} className="jp-homl-Session-skill">
        {item.skill
          ? translateText(trans, item.skill)
          : trans.__('Your own card')}
      </h3>
      <Markdown
        key={`${item.id}-${item.turn}`}
        source={questionText(trans, item)}
      />
      <Controls
        item={item}
        draft={draft}
        write={change => session.write(change)}
        locked={phase !== 'asking'}
        trans={trans}
      />
      {item.kind === 'card' && back !== null && (
        <div ref={turned} tabIndex={-1} className="jp-homl-Card-back">
          <p className="jp-homl-VisuallyHidden">
            {trans.__('The back of the card')}
          </p>
          <Markdown
            source={item.lesson === null ? back : translateText(trans, back)}
          />
        </div>
      )}
      <div role="status" className="jp-homl-Session-result">
        {phase === 'submitting' && (
          <p className="jp-homl-Empty">
            <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />
            {trans.__('Checking…')}
          </p>
        )}
        {result && (
          <>
            <Judgement
              judgement={result}
              kind={item.kind}
              Markdown={Markdown}
              trans={trans}
            />
            <After {...props} result={result} />
          </>
        )}
      </div>
      {problem && (
        <ProblemNote
          problem={problem}
          retry={
            problem.kind === 'refused' && problem.status === 409
              ? () => void session.start(session.state.scope)
              : undefined
          }
          trans={trans}
        />
      )}
      <div className="jp-homl-Actions">
        {phase === 'answered' ? (
          <button
            ref={next}
            type="button"
            className="jp-homl-Button jp-homl-mod-primary"
            onClick={() => session.next()}
          >
            {trans.__('Next')}
          </button>
        ) : item.kind === 'card' ? (
          <CardButtons session={session} trans={trans} />
        ) : (
          <button
            type="submit"
            className="jp-homl-Button jp-homl-mod-primary"
            aria-disabled={!ready}
          >
            {problem ? trans.__('Try again') : trans.__('Answer')}
          </button>
        )}
        <button
          type="button"
          className="jp-homl-LinkButton"
          onClick={() => session.close()}
        >
          {trans.__('Stop here')}
        </button>
      </div>
    </form>
  );
}

/** Progress of the session and the remaining time. */
function Place(props: {
  session: ReviewSession;
  trans: TranslationBundle;
}): JSX.Element {
  const { at, items } = props.session.state;
  const left = items
    .slice(at)
    .reduce((seconds, item) => seconds + item.seconds, 0);
  return (
    <div className="jp-homl-Place">
      <progress max={items.length} value={at} aria-hidden="true" />
      <p>
        {props.trans.__(
          '%1 of %2 · about %3 min',
          at + 1,
          items.length,
          minutesOf(left)
        )}
      </p>
    </div>
  );
}

/** What an answer can change, before it is given; cards, which learners rate themselves, change no level. */
function Stakes(props: {
  item: IReviewItem;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { item, trans } = props;
  if (item.kind === 'card' || item.due === undefined) {
    return null;
  }
  return (
    <p className="jp-homl-Muted">
      {item.due
        ? trans.__(
            'Due today: a right answer can raise the level of this skill, a wrong one costs one level.'
          )
        : trans.__('Practice: a wrong answer takes nothing away.')}
    </p>
  );
}

/** When the question is due again, and whether the skill's level has changed. */
function After(
  props: ISessionViewProps & { result: IReviewResult }
): JSX.Element {
  const { dates, result, trans } = props;
  const { due, level } = result;
  return (
    <>
      {level && level.before !== level.after && (
        <p>
          {trans.__(
            '%1: now %2, was %3',
            translateText(trans, level.skill),
            levelText(trans, level.after),
            levelText(trans, level.before)
          )}
        </p>
      )}
      {due && (
        <p className="jp-homl-Muted">
          {trans.__('It comes up again on %1.', dates.future(due))}
        </p>
      )}
    </>
  );
}

function CardButtons(props: {
  session: ReviewSession;
  trans: TranslationBundle;
}): JSX.Element {
  const { session, trans } = props;
  if (session.state.back === null) {
    return (
      <button
        type="button"
        className="jp-homl-Button jp-homl-mod-primary"
        aria-disabled={session.state.phase !== 'asking'}
        onClick={() => void session.showBack()}
      >
        {trans.__('Turn the card over')}
      </button>
    );
  }
  const ratings = [
    trans.__('Didn’t know'),
    trans.__('Hard'),
    trans.__('Knew it'),
    trans.__('Easy')
  ];
  return (
    <div
      role="group"
      aria-label={trans.__('How well did you know it?')}
      className="jp-homl-Ratings"
    >
      {ratings.map((label, index) => (
        <button
          key={label}
          type="button"
          className="jp-homl-Button"
          onClick={() => void session.rate(index + 1)}
        >
          {`${index + 1} · ${label}`}
        </button>
      ))}
    </div>
  );
}

/**
 * Keyboard control: letters choose an option, digits rate a card, Enter submits; keys typed into a
 * field stay there.
 */
function onKey(
  event: React.KeyboardEvent,
  session: ReviewSession,
  item: IReviewItem
): void {
  const { target } = event;
  const inField = target instanceof HTMLInputElement && target.type === 'text';
  const onButton = target instanceof HTMLButtonElement;
  if (inField || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const key = event.key.toLowerCase();
  const rating = Number(key);
  if (item.options.some(option => option.id === key)) {
    event.preventDefault();
    session.write({ choice: key });
  } else if (item.kind === 'card' && rating >= 1 && rating <= 4) {
    event.preventDefault();
    void session.rate(rating);
  } else if (key === 'enter' && !onButton) {
    event.preventDefault();
    void session.submit();
  }
}
