/**
 * A strip's one sentence. It stands in a live region: it changes once per event, never per second.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IExercise } from '../../documents';
import type { ILastVerdict, IStripState, Restored } from '../models/stripstate';
import { statusText, verdictText, dateText } from '../../texts';

/**
 * The sentence; empty for an exercise that nobody touched.
 *
 * @param trans - The translator.
 * @param state - The strip's state.
 * @param exercise - What the course knows of the exercise.
 * @param warming - Whether libraries that checks need are being loaded.
 */
export function headline(
  trans: TranslationBundle,
  state: IStripState,
  exercise: IExercise | undefined,
  warming: boolean
): string {
  const { check, reset } = state;
  if (reset.kind === 'running') {
    return trans.__('Putting the exercise back…');
  }
  if (reset.kind === 'done') {
    return restoredText(trans, reset.what, reset.backup);
  }
  switch (check.kind) {
    case 'running':
      if (check.position > 0) {
        return trans.__('Waiting for %1 other checks', check.position);
      }
      return warming
        ? trans.__('Warming up…')
        : trans.__('Checking in a clean process');
    case 'checked': {
      const words = verdictText(trans, check.verdict);
      return check.verdict.status === 'failed' &&
        exercise &&
        exercise.attempts > 1
        ? trans.__('%1 · attempt %2', words, exercise.attempts)
        : words;
    }
    case 'refused':
      return trans.__('Could not be checked');
    case 'unreachable':
      return trans.__(
        'Server not reachable: not checked, your text is kept in this page'
      );
    case 'idle':
      return '';
  }
}

/**
 * The sentence on earlier visits, for a strip with which nothing has been done yet. It is no news.
 *
 * @param trans - The translator.
 * @param last - The last verdict, where it is remembered.
 * @param exercise - What the course knows of the exercise.
 */
export function historyText(
  trans: TranslationBundle,
  last: ILastVerdict | null,
  exercise: IExercise | undefined
): string {
  if (!last) {
    return exercise ? courseStatusText(trans, exercise) : '';
  }
  const { at, number, verdict } = last;
  const words = verdictText(trans, verdict);
  if (at === null || number === null) {
    return words;
  }
  return verdict.status === 'passed'
    ? trans.__('%1 · %2', words, dateText(trans, at))
    : trans.__('%1 · attempt %2, %3', words, number, dateText(trans, at));
}

function restoredText(
  trans: TranslationBundle,
  what: Restored,
  backup: string
): string {
  switch (what) {
    case 'reset':
      return trans.__(
        'Put back as handed out. Your answer is kept in %1',
        backup
      );
    case 'attempt':
      return trans.__(
        'That attempt is in the cell again. What stood there is kept in %1',
        backup
      );
    case 'cells':
      return trans.__(
        'The cells are in order again. How they were is kept in %1',
        backup
      );
  }
}

/** What the course knows of earlier checks. */
function courseStatusText(
  trans: TranslationBundle,
  exercise: IExercise
): string {
  const { attempts, status } = exercise;
  if (status === 'untouched') {
    return '';
  }
  const words = capitalised(statusText(trans, status));
  return status !== 'passed' && attempts > 1
    ? trans.__('%1 · tried %2×', words, attempts)
    : words;
}

function capitalised(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
