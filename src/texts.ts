/**
 * Texts for states that several components show.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type {
  ExerciseStatus,
  ILesson,
  IVerdict,
  LessonStatus,
  Mark
} from './documents';
import { localeOf } from './dates';
import { listText, pageLanguage, translate, translateText } from './i18n';
import { isPassed, questionChecks, questionsNeeded } from './passing';
import type { Problem } from './request';
import type { IEngineState } from './tokens';

/** An exercise's status, short enough for a row. */
export function statusText(
  trans: TranslationBundle,
  status: ExerciseStatus
): string {
  switch (status) {
    case 'untouched':
      return trans.__('to do');
    case 'passed':
      return trans.__('passed');
    case 'failed':
      return trans.__('not yet');
    case 'error':
      return trans.__('stopped by an error');
    case 'not_attempted':
      return trans.__('not answered yet');
    case 'answered':
      return trans.__('answered');
    case 'timed_out':
      return trans.__('took too long');
    case 'out_of_memory':
      return trans.__('ran out of memory');
    case 'output_limit':
      return trans.__('printed too much');
    case 'died':
      return trans.__('process ended');
    case 'cancelled':
      return trans.__('cancelled');
  }
}

/** What learners call an exercise: its number and its title. */
export function exerciseTitle(
  trans: TranslationBundle,
  { number, title }: { number: string; title: string }
): string {
  return trans.__('%1 %2', number, translateText(trans, title));
}

/** A lesson's status. */
export function lessonStatusText(
  trans: TranslationBundle,
  status: LessonStatus
): string {
  switch (status) {
    case 'coming':
      return trans.__('coming');
    case 'todo':
      return trans.__('to do');
    case 'learning':
      return trans.__('started');
    case 'done':
      return trans.__('done');
  }
}

/** A mark that the learner has set on an exercise or a lesson. */
export function markText(trans: TranslationBundle, mark: Mark): string {
  switch (mark) {
    case 'done':
      return trans.__('marked as done');
    case 'skipped':
      return trans.__('skipped');
    case 'learning':
      return trans.__('learning');
  }
}

/** What went wrong and what to do about it. */
export function problemText(
  trans: TranslationBundle,
  problem: Problem
): string {
  if (problem.kind === 'unreachable') {
    return trans.__(
      'Server not reachable. Make sure that it is running, then try again.'
    );
  }
  if (problem.translatable) {
    return translate(trans, problem.translatable);
  }
  return problem.message || trans.__('The server gave no reason. Try again.');
}

/** Why checks may be slow at the moment; empty if they are not. */
export function engineText(
  trans: TranslationBundle,
  engine: IEngineState
): string {
  if (engine.warming.includes('tensorflow')) {
    return trans.__('Warming up: loading TensorFlow so that checks run fast');
  }
  if (engine.warming.length > 0) {
    return trans.__('Warming up: loading libraries so that checks run fast');
  }
  return engine.failed.length > 0
    ? trans.__(
        'The libraries could not be preloaded, so checks may be slow. “jupyter homl doctor” says why.'
      )
    : '';
}

/** Summary of a quiz's verdict: how many of its questions are right; null while they have not been judged. */
export function quizText(
  trans: TranslationBundle,
  verdict: IVerdict
): string | null {
  const { tests } = verdict;
  const questions = questionChecks(verdict);
  const total = questions.length;
  const right = questions.filter(({ passed }) => passed).length;
  if (total === 0 || questions.some(({ ran }) => ran === false)) {
    return null;
  }
  if (right === total) {
    return trans.__('Passed: all %1 right', total);
  }
  return isPassed(verdict)
    ? trans.__('Passed: %1 of %2 right', right, total)
    : trans.__(
        'Not yet: %1 of %2 right, %3 needed',
        right,
        total,
        questionsNeeded(tests.length, tests.length - total)
      );
}

/** Summary of a verdict, shown by the strip and announced to screen readers. */
export function verdictText(
  trans: TranslationBundle,
  verdict: IVerdict
): string {
  const { tests, hidden, status } = verdict;
  const visible = tests.filter(test => !test.hidden);
  const passing = visible.filter(test => test.passed).length;
  const total = visible.length + (hidden?.total ?? 0);
  switch (status) {
    case 'passed':
      if (total < 2) {
        return trans.__('Passed');
      }
      return total === 2
        ? trans.__('Passed: both checks')
        : trans.__('Passed: all %1 checks', total);
    case 'failed':
      if (hidden && passing === visible.length) {
        return trans.__('%1 of %2 checks pass', passing + hidden.passed, total);
      }
      return visible.length < 2
        ? trans.__('Not yet')
        : trans.__('Not yet: %1 of %2 checks pass', passing, visible.length);
    case 'error':
      return verdict.first_error?.line
        ? trans.__(
            'Your code stopped at line %1, before any check ran',
            verdict.first_error.line
          )
        : trans.__('Your code stopped with an error before any check ran');
    case 'not_attempted':
      return trans.__('Not answered yet: write your answer, then check it');
    case 'answered':
      return trans.__('Your answer is saved; rate it with the rubric');
    case 'timed_out':
      return verdict.first_error?.line
        ? trans.__(
            'Stopped at line %1: your code took too long',
            verdict.first_error.line
          )
        : trans.__('Stopped: your code took too long');
    case 'out_of_memory':
      return trans.__('Stopped: your code needed too much memory');
    case 'output_limit':
      return trans.__('Stopped: your code printed too much');
    case 'died':
      return trans.__('The process ended before the checks could finish');
    case 'cancelled':
      return trans.__('Cancelled');
  }
}

/** Caveats about a verdict that is less reliable than usual, one sentence each. */
export function trustCaveats(
  trans: TranslationBundle,
  verdict: IVerdict
): string[] {
  const { judged, sandbox, status, unenforced = [] } = verdict;
  const words: string[] = [];
  if ((sandbox === 'limits' || sandbox === 'none') && unenforced.length > 0) {
    words.push(
      trans.__(
        'This machine cannot isolate checks completely (your code can reach: %1).',
        listText(unenforced.map(thing => unenforcedText(trans, thing)))
      )
    );
  }
  if (judged === 'inside' && (status === 'passed' || status === 'failed')) {
    words.push(
      trans.__(
        'The tests of this course run inside your own process, so this check can be fooled.'
      )
    );
  }
  return words;
}

/** A resource that the sandbox leaves open; unknown names are returned unchanged. */
function unenforcedText(trans: TranslationBundle, thing: string): string {
  switch (thing) {
    case 'network':
      return trans.__('network');
    case 'files':
      return trans.__('files');
    case 'processes':
      return trans.__('processes');
    case 'memory':
      return trans.__('memory');
    default:
      return thing;
  }
}

/** Whether a run was stopped from outside, after which learners may worry about their work. */
export function wasStopped(status: ExerciseStatus): boolean {
  return ['timed_out', 'out_of_memory', 'output_limit', 'died'].includes(
    status
  );
}

/** The likely cause of a status, for verdicts without an explanation of their own; null if there is none. */
export function likelyCause(
  trans: TranslationBundle,
  status: ExerciseStatus
): string | null {
  switch (status) {
    case 'timed_out':
      return trans.__('Usually, a loop never ends.');
    case 'out_of_memory':
      return trans.__(
        'Usually, an array is far larger than intended: print its shape.'
      );
    case 'output_limit':
      return trans.__('Usually, there is a print inside a loop.');
    case 'died':
      return trans.__('Usually, the code called exit or a library crashed.');
    default:
      return null;
  }
}

/** Label of a button that leads into a lesson. */
export function goToText(
  trans: TranslationBundle,
  lesson: Pick<ILesson, 'number' | 'title'>
): string {
  const title = translateText(trans, lesson.title);
  // Tutorials have a letter in their number.
  return /^\d/.test(lesson.number)
    ? trans.__('Go to chapter %1 · %2', lesson.number, title)
    : trans.__('Go to tutorial %1 · %2', lesson.number, title);
}

/** Date and time of an event: “today” and the time, or the date and the time. */
export function dateText(
  trans: TranslationBundle,
  at: string,
  now = new Date()
): string {
  const date = new Date(at);
  const locale = localeOf(pageLanguage());
  const time = date.toLocaleTimeString(locale, {
    hour: '2-digit',
    minute: '2-digit'
  });
  if (date.toDateString() === now.toDateString()) {
    return trans.__('today, %1', time);
  }
  const day = date.toLocaleDateString(locale, {
    day: 'numeric',
    month: 'short',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' })
  });
  return trans.__('%1, %2', day, time);
}

/** A duration: minutes below an hour, otherwise hours to the nearest quarter. */
export function durationText(
  trans: TranslationBundle,
  minutes: number
): string {
  if (minutes < 60) {
    return trans.__('%1 min', minutes);
  }
  const quarters = Math.round(minutes / 15);
  return trans.__(
    '%1 h',
    `${Math.floor(quarters / 4)}${['', '¼', '½', '¾'][quarters % 4]}`
  );
}
