/**
 * Headline of a strip. It is rendered in a live region, so it changes once per event and never with
 * a clock.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IExercise, IVerdict } from '../../documents';
import { isPassed } from '../../passing';
import { dateText, quizText, statusText, verdictText } from '../../texts';
import { isStale } from '../models/stripstate';
import type { ILastVerdict, IStripState, Restored } from '../models/stripstate';

/**
 * Headline for what has happened on this page; empty for an untouched exercise.
 *
 * @param trans - The translation bundle.
 * @param state - State of the strip.
 * @param exercise - The exercise from the course model.
 * @param warming - Whether libraries for checks are loading.
 */
export function headline(
  trans: TranslationBundle,
  state: IStripState,
  exercise: IExercise | undefined,
  warming: boolean
): string {
  const { check, reset } = state;
  if (reset.kind === 'running') {
    return trans.__('Restoring the exercise…');
  }
  if (reset.kind === 'done') {
    return restoredText(trans, reset.what);
  }
  switch (check.kind) {
    case 'running':
      if (check.position > 0) {
        return trans._n(
          'Waiting for %1 other check',
          'Waiting for %1 other checks',
          check.position
        );
      }
      return warming
        ? trans.__('Warming up…')
        : trans.__('Checking in a clean process');
    case 'checked': {
      const words = summary(trans, check.verdict, exercise);
      return check.verdict.status === 'failed' &&
        !isPassed(check.verdict) &&
        exercise &&
        exercise.attempts > 1
        ? trans.__('%1 · attempt %2', words, exercise.attempts)
        : words;
    }
    case 'refused':
      return trans.__('Your answer could not be checked');
    case 'unreachable':
      return trans.__(
        'Server not reachable. Your answer has not been checked, but it is still on this page'
      );
    case 'idle':
      return '';
  }
}

/**
 * Headline for an earlier visit or an earlier answer, shown until something happens on this page; it
 * is not announced.
 *
 * @param trans - The translation bundle.
 * @param state - State of the strip.
 * @param exercise - The exercise from the course model.
 */
export function historyText(
  trans: TranslationBundle,
  state: IStripState,
  exercise: IExercise | undefined
): string {
  const { answer, last } = state;
  const words = lastText(trans, last, exercise);
  if (!isStale(state) || !words) {
    return words;
  }
  if (answer === 'edited') {
    return trans.__('%1 · edited since', words);
  }
  return exercise?.status === 'passed' || (last && isPassed(last.verdict))
    ? trans.__('Not started again (passed before)')
    : trans.__('Not started again');
}

function lastText(
  trans: TranslationBundle,
  last: ILastVerdict | null,
  exercise: IExercise | undefined
): string {
  if (!last) {
    return exercise ? courseStatusText(trans, exercise) : '';
  }
  const { at, number, verdict } = last;
  const words = summary(trans, verdict, exercise);
  if (at === null || number === null) {
    return words;
  }
  return isPassed(verdict)
    ? trans.__('%1 · %2', words, dateText(trans, at))
    : trans.__('%1 · attempt %2, %3', words, number, dateText(trans, at));
}

/** Summary of a verdict; that of a quiz counts its questions. */
function summary(
  trans: TranslationBundle,
  verdict: IVerdict,
  exercise: IExercise | undefined
): string {
  const quiz = exercise?.kind === 'Q' ? quizText(trans, verdict) : null;
  return quiz ?? verdictText(trans, verdict);
}

/** Where the state before a restore was saved; empty where nothing was restored. */
export function headlineDetail(
  trans: TranslationBundle,
  { reset }: IStripState
): string {
  if (reset.kind !== 'done') {
    return '';
  }
  const { backup, what } = reset;
  switch (what) {
    case 'reset':
      return trans.__('Your answer is saved in %1', backup);
    case 'attempt':
      return trans.__('Your previous answer is saved in %1', backup);
    case 'cells':
      return trans.__('A copy of the notebook is saved in %1', backup);
  }
}

function restoredText(trans: TranslationBundle, what: Restored): string {
  switch (what) {
    case 'reset':
      return trans.__('Exercise reset.');
    case 'attempt':
      return trans.__('Attempt restored.');
    case 'cells':
      return trans.__('Cells restored.');
  }
}

/** Status from the course model, for want of a verdict. */
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
