/**
 * Texts for ratings and topics.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import { translateText } from '../i18n';
import type { IRating, ITopic } from './documents';

/** The ratings, from unknown to well known. */
export const RATINGS = [1, 2, 3, 4] as const;

/** Text of a rating. */
export function ratingText(trans: TranslationBundle, rating: number): string {
  switch (rating) {
    case 1:
      return trans.__('new to me');
    case 2:
      return trans.__('seen it, not sure');
    case 3:
      return trans.__('yes, but I look things up');
    default:
      return trans.__('yes, without help');
  }
}

/** A date in the given language. */
export function dateText(language: string, at: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(
    new Date(at)
  );
}

/** The last rating of each day, oldest first; earlier ratings of a day are corrections. */
export function ratingsByDay(ratings: readonly IRating[]): IRating[] {
  const day = (rating: IRating): string => new Date(rating.at).toDateString();
  return ratings.filter(
    (rating, index) =>
      index === ratings.length - 1 || day(rating) !== day(ratings[index + 1])
  );
}

/** A topic with its duration and the first chapter that builds on it. */
export function topicText(trans: TranslationBundle, topic: ITopic): string {
  const title = translateText(trans, topic.title);
  return topic.before
    ? trans.__(
        '%1 (%2 min, before chapter %3)',
        title,
        topic.minutes,
        topic.before.number
      )
    : trans.__('%1 (%2 min)', title, topic.minutes);
}
