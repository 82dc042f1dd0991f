/**
 * Row of a lesson in the panel, which expands to its exercises.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { CourseText, Icon } from '../components/basics';
import type { ILesson } from '../documents';
import { translateText } from '../i18n';
import { caretIcon, lessonIcon } from '../icons';
import { durationText, lessonStatusText, markText } from '../texts';
import { ExerciseRow } from './exerciserow';

/** Props of the row. */
export interface ILessonRowProps {
  lesson: ILesson;
  /** Level of its heading: below that of its part, unless it is in none. */
  heading?: 'h3' | 'h4';
  expanded: boolean;
  /** Whether *Start* or *Continue* leads into this lesson. */
  current: boolean;
  /** The prerequisites of the lesson. */
  needs?: ILesson[];
  toggle: (lesson: string) => void;
  openLesson: (lesson: string, section?: number) => void;
  openExercise: (exercise: string) => void;
  trans: TranslationBundle;
}

/** The row. Its content is rendered only while expanded. */
export function LessonRow(props: ILessonRowProps): JSX.Element {
  const { current, expanded, heading, lesson, toggle, trans } = props;
  const Heading = heading ?? 'h4';
  const body = `jp-homl-lesson-${lesson.id}`;
  return (
    <li>
      <Heading>
        <button
          type="button"
          className={`jp-homl-Row jp-homl-LessonRow jp-homl-mod-markable ${current ? 'jp-homl-mod-current' : ''}`}
          aria-current={current ? 'step' : undefined}
          aria-expanded={expanded}
          aria-controls={expanded ? body : undefined}
          title={translateText(trans, lesson.summary || lesson.title)}
          data-row={lesson.id}
          onClick={() => toggle(lesson.id)}
        >
          <Icon
            icon={caretIcon}
            className={
              expanded ? 'jp-homl-Caret jp-homl-mod-open' : 'jp-homl-Caret'
            }
          />
          <Icon
            icon={lessonIcon(lesson.status)}
            label={lessonStatusText(trans, lesson.status)}
          />
          <LessonTitle lesson={lesson} trans={trans} />
          <span className="jp-homl-Row-note">
            {lesson.mark
              ? markText(trans, lesson.mark)
              : trans.__('%1/%2 core', lesson.core_passed, lesson.core_total)}
          </span>
        </button>
      </Heading>
      {expanded && <LessonBody {...props} id={body} />}
    </li>
  );
}

/** Number and title of a lesson. */
export function LessonTitle(props: {
  lesson: ILesson;
  trans: TranslationBundle;
}): JSX.Element {
  const { number, title } = props.lesson;
  return (
    <span className="jp-homl-Row-title">
      {number && <span className="jp-homl-Row-number">{number} </span>}
      <CourseText text={title} trans={props.trans} />
    </span>
  );
}

function LessonBody(props: ILessonRowProps & { id: string }): JSX.Element {
  const { id, lesson, openExercise, trans } = props;
  const { exercises } = lesson;
  // Without extra exercises, the word would say nothing.
  const hasExtra = exercises.some(exercise => !exercise.core);
  return (
    <div id={id} className="jp-homl-LessonBody">
      <AboutLesson {...props} />
      {exercises.length > 0 && (
        <ul>
          {exercises.map(exercise => (
            <ExerciseRow
              key={exercise.id}
              exercise={exercise}
              marksCore={hasExtra}
              open={openExercise}
              trans={trans}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function AboutLesson(props: ILessonRowProps): JSX.Element {
  const { lesson, needs = [], openLesson, trans } = props;
  const { place, sections } = lesson;
  const here = place !== null ? sections[place - 1] : undefined;
  const read = sections.filter(section => section.state !== null).length;
  return (
    <>
      {lesson.summary && (
        <p className="jp-homl-LessonBody-summary">
          {translateText(trans, lesson.summary)}
        </p>
      )}
      <div className="jp-homl-LessonBody-open">
        <button
          type="button"
          className="jp-homl-Button"
          data-row={`${lesson.id}-open`}
          onClick={() => openLesson(lesson.id)}
        >
          {trans.__('Open lesson')}
        </button>
        <span>
          {trans.__(
            'Lesson %1 · core %2 · extra %3',
            durationText(trans, lesson.minutes),
            durationText(trans, lesson.core_minutes),
            durationText(trans, lesson.extra_minutes)
          )}
        </span>
        {sections.length > 0 && read > 0 && (
          <span>
            {trans.__('%1 of %2 sections read', read, sections.length)}
          </span>
        )}
        {here && place !== null && (
          <button
            type="button"
            className="jp-homl-LinkButton"
            data-row={`${lesson.id}-place`}
            onClick={() => openLesson(lesson.id, place)}
          >
            {trans.__('Last read: %1', translateText(trans, here.title))}
          </button>
        )}
      </div>
      {needs.length > 0 && (
        <p className="jp-homl-LessonBody-needs">
          {trans.__('Builds on:')}
          {needs.map(other => (
            <span key={other.id} className="jp-homl-LessonBody-need">
              <span className="jp-homl-LessonBody-number">
                <Icon
                  icon={lessonIcon(other.status)}
                  label={lessonStatusText(trans, other.status)}
                />{' '}
                {other.number}
              </span>{' '}
              {translateText(trans, other.title)}
            </span>
          ))}
        </p>
      )}
    </>
  );
}
