/**
 * The flat list of search results, with the words that matched highlighted.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon } from '../components/basics';
import type { ILesson } from '../documents';
import { COURSE_LANGUAGE, listText, translateText } from '../i18n';
import { lessonIcon, sectionIcon, statusIcon, termIcon } from '../icons';
import { lessonStatusText, markText, statusText } from '../texts';
import { ComingLesson } from './comingrow';
import { excerpt, highlight, normalize } from './highlight';
import type { IResult, Target } from './searchindex';

/** Where the results lead. */
export interface IResultActions {
  openLesson: (lesson: string, section?: number) => void;
  openExercise: (exercise: string) => void;
  openTerm: (term: string) => void;
}

/** Props of the list. */
export interface ISearchResultsProps {
  results: readonly IResult[];
  /** Normalised search terms. */
  terms: readonly string[];
  actions: IResultActions;
  trans: TranslationBundle;
}

/** The list. */
export function SearchResults(props: ISearchResultsProps): JSX.Element {
  const { results } = props;
  return (
    <ul className="jp-homl-Results">
      {results.map(result => (
        <Result key={keyOf(result.target)} {...props} result={result} />
      ))}
    </ul>
  );
}

function Result(props: ISearchResultsProps & { result: IResult }): JSX.Element {
  const { actions, result, terms, trans } = props;
  const { target, text } = result;
  if (target.kind === 'lesson' && !target.lesson.ready) {
    return <ComingLesson lesson={target.lesson} trans={trans} />;
  }
  const exercise = target.kind === 'exercise' ? target.exercise : null;
  return (
    <li>
      <button
        type="button"
        className={`jp-homl-Row jp-homl-Result ${exercise ? 'jp-homl-mod-markable' : ''}`}
        data-row={keyOf(target)}
        onClick={() => follow(target, actions)}
      >
        <ResultIcon target={target} trans={trans} />
        <span className="jp-homl-Row-title">
          <Highlighted text={titleOf(trans, target)} terms={terms} />
          <span className="jp-homl-Result-place">
            {placeOf(trans, target)}
            {exercise?.mark && <> · {markText(trans, exercise.mark)}</>}
          </span>
          <MatchingSkills {...props} />
          {showsText(result) && (
            <span className="jp-homl-Result-text" lang={textLanguageOf(target)}>
              <Highlighted text={excerpt(text, terms)} terms={terms} />
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

/** The skills by which an exercise was found, where its title does not show why. */
function MatchingSkills(
  props: ISearchResultsProps & { result: IResult }
): JSX.Element | null {
  const { result, terms, trans } = props;
  const { target } = result;
  if (target.kind !== 'exercise' || !result.byTitle) {
    return null;
  }
  const title = normalize(titleOf(trans, target));
  if (terms.every(term => title.includes(term))) {
    return null;
  }
  const skills = target.exercise.skills
    .map(skill => translateText(trans, skill))
    .filter(skill => terms.some(term => normalize(skill).includes(term)));
  return skills.length === 0 ? null : (
    <span className="jp-homl-Result-text">
      <Highlighted
        text={trans._n(
          'Skill: %2',
          'Skills: %2',
          skills.length,
          listText(skills)
        )}
        terms={terms}
      />
    </span>
  );
}

/** A text in which the matches of search terms are marked. */
export function Highlighted(props: {
  text: string;
  terms: readonly string[];
}): JSX.Element {
  return (
    <>
      {highlight(props.text, props.terms).map(({ hit, text }, index) =>
        hit ? <mark key={index}>{text}</mark> : text
      )}
    </>
  );
}

function ResultIcon(props: {
  target: Target;
  trans: TranslationBundle;
}): JSX.Element {
  const { target, trans } = props;
  switch (target.kind) {
    case 'lesson': {
      const { status } = target.lesson;
      const label = lessonStatusText(trans, status);
      return <Icon icon={lessonIcon(status)} label={label} />;
    }
    case 'section':
      return <Icon icon={sectionIcon} />;
    case 'exercise': {
      const { status } = target.exercise;
      const label = statusText(trans, status);
      return <Icon icon={statusIcon(status)} label={label} />;
    }
    case 'term':
      return <Icon icon={termIcon} />;
  }
}

/** A definition is always shown; other texts only where the match is in them. */
function showsText({ byTitle, target, text }: IResult): boolean {
  return text !== '' && (!byTitle || target.kind === 'term');
}

/** The prose of sections and exercises is not translated; definitions and summaries are. */
function textLanguageOf({ kind }: Target): string | undefined {
  return kind === 'section' || kind === 'exercise'
    ? COURSE_LANGUAGE
    : undefined;
}

function follow(target: Target, actions: IResultActions): void {
  switch (target.kind) {
    case 'lesson':
      actions.openLesson(target.lesson.id);
      break;
    case 'section':
      actions.openLesson(target.lesson.id, target.section);
      break;
    case 'exercise':
      actions.openExercise(target.exercise.id);
      break;
    case 'term':
      actions.openTerm(target.term.id);
      break;
  }
}

/** Identifies a result in the list; for lessons and exercises it is their id, so that marks can be set. */
function keyOf(target: Target): string {
  switch (target.kind) {
    case 'lesson':
      return target.lesson.id;
    case 'section':
      return `${target.lesson.id}-section-${target.section}`;
    case 'exercise':
      return target.exercise.id;
    case 'term':
      return `term-${target.term.id}`;
  }
}

function titleOf(trans: TranslationBundle, target: Target): string {
  switch (target.kind) {
    case 'lesson':
      return lessonTitle(trans, target.lesson);
    case 'section':
      return translateText(
        trans,
        target.lesson.sections[target.section - 1].title
      );
    case 'exercise':
      return `${target.exercise.number} ${translateText(trans, target.exercise.title)}`;
    case 'term': {
      const { also, name } = target.term;
      return also ? `${name} · ${also}` : name;
    }
  }
}

function placeOf(trans: TranslationBundle, target: Target): string {
  switch (target.kind) {
    case 'lesson':
      return trans.__('Lesson');
    case 'section':
      return trans.__('Section · %1', lessonTitle(trans, target.lesson));
    case 'exercise':
      return trans.__('Exercise · %1', lessonTitle(trans, target.lesson));
    case 'term':
      return trans.__('Glossary');
  }
}

function lessonTitle(trans: TranslationBundle, lesson: ILesson): string {
  return `${lesson.number} ${translateText(trans, lesson.title)}`;
}
