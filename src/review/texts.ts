/**
 * Texts for levels and due dates.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Dates } from '../dates';
import type { IDue, Level } from './documents';

/** Name of a level. */
export function levelText(trans: TranslationBundle, level: Level): string {
  switch (level) {
    case 'not_started':
      return trans.__('not started');
    case 'attempted':
      return trans.__('attempted');
    case 'familiar':
      return trans.__('familiar');
    case 'proficient':
      return trans.__('proficient');
    case 'mastered':
      return trans.__('mastered');
  }
}

/** What a level means, and how to reach the next one. */
export function levelDescription(
  trans: TranslationBundle,
  level: Level
): string {
  switch (level) {
    case 'not_started':
      return trans.__('You have not tried this yet.');
    case 'attempted':
      return trans.__(
        'You don’t know this yet. To move up, pass an exercise or answer a review question correctly.'
      );
    case 'familiar':
      return trans.__(
        'Passed with help. To move up, answer a review question on a later day or pass an exercise without help.'
      );
    case 'proficient':
      return trans.__(
        'Passed without the third hint or the solution. To move up, answer a review question on a later day.'
      );
    case 'mastered':
      return trans.__(
        'You still knew it on a later day. Reviews keep it that way.'
      );
  }
}

/** How many questions are due, or when the next ones will be. */
export function dueText(
  trans: TranslationBundle,
  dates: Dates,
  review: IDue
): string {
  if (review.due > 0) {
    return trans._n('%1 question due', '%1 questions due', review.due);
  }
  if (review.next && dates.isToday(review.next)) {
    return trans.__('Nothing due; next review later today');
  }
  return review.next
    ? trans.__('Nothing due; next review on %1', dates.future(review.next))
    : trans.__('Nothing due yet');
}

/** Seconds in minutes, rounded up. */
export function minutesOf(seconds: number): number {
  return Math.ceil(seconds / 60);
}
