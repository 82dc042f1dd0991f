/**
 * Self-ratings of prerequisites on the welcome page.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { translateText } from '../i18n';
import type { Advice, ITopic } from './documents';
import {
  dateText,
  RATINGS,
  ratingsByDay,
  ratingText,
  topicText
} from './texts';

/** Props of the question. */
export interface ISelfCheckProps {
  topics: ITopic[];
  /** Ratings that have not been saved, by topic. */
  pending: Readonly<Record<string, number>>;
  rate: (topic: string, rating: number) => void;
  /** Open the lesson that teaches a topic. */
  open: (lesson: string) => void;
  /** Language for dates, such as en or zh-CN. */
  language: string;
  trans: TranslationBundle;
}

/** The topics with their ratings, and the resulting advice. */
export function SelfCheck(props: ISelfCheckProps): JSX.Element {
  const { pending, rate, topics, trans } = props;
  const [last, setLast] = React.useState<string | null>(null);
  const said = topics.find(({ id }) => id === last && !(id in pending));
  return (
    <>
      {topics.map(topic => (
        <Topic
          key={topic.id}
          {...props}
          topic={topic}
          rate={(id, rating) => {
            setLast(id);
            rate(id, rating);
          }}
        />
      ))}
      <p className="jp-homl-VisuallyHidden" role="status">
        {said?.advice && (
          <>
            {adviceText(trans, said.advice)} {topicText(trans, said)}
          </>
        )}
      </p>
      <AdviceList topics={topics} open={props.open} trans={trans} />
    </>
  );
}

function Topic(props: ISelfCheckProps & { topic: ITopic }): JSX.Element {
  const { language, pending, rate, topic, trans } = props;
  const history = ratingsByDay(topic.ratings);
  const last = history[history.length - 1];
  const rating = pending[topic.id] ?? last?.rating;
  const isOld =
    last !== undefined &&
    new Date(last.at).toDateString() !== new Date().toDateString();
  return (
    <fieldset className="jp-homl-Welcome-topic">
      <legend>{translateText(trans, topic.title)}</legend>
      <ul>
        {topic.can_do.map(thing => (
          <li key={thing}>{translateText(trans, thing)}</li>
        ))}
      </ul>
      <div className="jp-homl-Welcome-ratings">
        {RATINGS.map(value => (
          <label key={value}>
            <input
              type="radio"
              name={`jp-homl-rating-${topic.id}`}
              checked={rating === value}
              onChange={() => rate(topic.id, value)}
            />
            {trans.__('%1 · %2', value, ratingText(trans, value))}
          </label>
        ))}
      </div>
      {history.length > 0 && (
        <p className="jp-homl-Welcome-history">
          {history
            .map(said =>
              trans.__(
                '%1: %2',
                dateText(language, said.at),
                ratingText(trans, said.rating)
              )
            )
            .join(' → ')}
          {isOld && last && (
            <>
              {' '}
              <button
                type="button"
                className="jp-homl-LinkButton"
                onClick={() => rate(topic.id, last.rating)}
              >
                {trans.__('Still true today')}
              </button>
            </>
          )}
        </p>
      )}
    </fieldset>
  );
}

/** Which tutorials are worthwhile according to the ratings, each a link to it. */
function AdviceList(props: {
  topics: ITopic[];
  open: (lesson: string) => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { open, topics, trans } = props;
  const rows = (['worth', 'skim', 'enough'] as const)
    .map(advice => ({
      advice,
      advised: topics.filter(topic => topic.advice === advice)
    }))
    .filter(({ advised }) => advised.length > 0);
  return (
    <div className="jp-homl-Welcome-advice">
      {rows.map(({ advice, advised }) => (
        <p key={advice}>
          <strong>{adviceText(trans, advice)}</strong>
          {advised.map((topic, number) => (
            <React.Fragment key={topic.id}>
              {number > 0 ? ' · ' : ' '}
              <button
                type="button"
                className="jp-homl-LinkButton"
                onClick={() => open(topic.id)}
              >
                {topicText(trans, topic)}
              </button>
            </React.Fragment>
          ))}
        </p>
      ))}
      {rows.length > 0 && (
        <p>
          {trans.__(
            'This is only advice: nothing is locked, and you can rate yourself again at any time.'
          )}
        </p>
      )}
    </div>
  );
}

function adviceText(trans: TranslationBundle, advice: Advice): string {
  switch (advice) {
    case 'worth':
      return trans.__('Worth your time:');
    case 'skim':
      return trans.__('Skim, and do the exercises:');
    case 'enough':
      return trans.__('You can skip:');
  }
}
