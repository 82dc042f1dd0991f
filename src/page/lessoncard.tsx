/**
 * Details of the lesson that is selected on the map.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon } from '../components/basics';
import type { ICourse, ILesson } from '../documents';
import { listText, translateText } from '../i18n';
import { lessonIcon, warningIcon } from '../icons';
import { durationText, lessonStatusText, markText } from '../texts';
import { neighbours } from './prerequisites';

/** Props of the card. */
export interface ILessonCardProps {
  course: ICourse;
  lesson: ILesson;
  openLesson: (lesson: string, section?: number) => void;
  select: (lesson: string) => void;
  /** Renders the lesson's skills and their levels. */
  skills: (lesson: ILesson) => JSX.Element;
  trans: TranslationBundle;
}

/** Title, duration, skills, prerequisites, sections and resources of a lesson. */
export function LessonCard(props: ILessonCardProps): JSX.Element {
  const { course, lesson, openLesson, skills, trans } = props;
  const { leadsTo, missing, needs } = neighbours(course, lesson);
  return (
    <aside
      className="jp-homl-LessonCard"
      aria-label={trans.__('About the selected lesson')}
    >
      <h3>
        {lesson.number && `${lesson.number} · `}
        {translateText(trans, lesson.title)}
      </h3>
      <p>{translateText(trans, lesson.summary)}</p>
      <p className="jp-homl-LessonCard-status">
        <Icon icon={lessonIcon(lesson.status)} />
        {lesson.mark
          ? markText(trans, lesson.mark)
          : lessonStatusText(trans, lesson.status)}
        {lesson.core_total > 0 && (
          <>
            {' · '}
            {trans.__(
              '%1 of %2 core exercises',
              lesson.core_passed,
              lesson.core_total
            )}
          </>
        )}
      </p>
      {lesson.ready ? (
        <>
          <p>
            {trans.__(
              'Lesson %1 · core %2 · extra %3',
              durationText(trans, lesson.minutes),
              durationText(trans, lesson.core_minutes),
              durationText(trans, lesson.extra_minutes)
            )}
          </p>
          <p>
            <button
              type="button"
              className="jp-homl-Button jp-homl-mod-primary"
              onClick={() => openLesson(lesson.id)}
            >
              {trans.__('Open lesson')}
            </button>
          </p>
        </>
      ) : (
        <p>{trans.__('This lesson is not written yet.')}</p>
      )}
      {missing.length > 0 && (
        <div className="jp-homl-Problem">
          <Icon icon={warningIcon} />
          <p>
            {trans.__(
              'It builds on lessons that you have not finished: %1. Nothing is locked, so go ahead if you know them.',
              listText(missing.map(other => translateText(trans, other.title)))
            )}
          </p>
        </div>
      )}
      <Neighbours
        {...props}
        title={trans.__('Builds on')}
        lessons={needs}
        none={trans.__('No prerequisites.')}
      />
      <Neighbours
        {...props}
        title={trans.__('Leads to')}
        lessons={leadsTo}
        none={trans.__('No later lesson builds on it.')}
      />
      {lesson.skill_names.length > 0 && (
        <>
          <h4>{trans.__('Skills')}</h4>
          {skills(lesson)}
        </>
      )}
      {lesson.sections.length > 0 && (
        <>
          <h4>{trans.__('Sections')}</h4>
          <ol className="jp-homl-LessonCard-sections">
            {lesson.sections.map((section, index) => (
              <li key={index}>
                <button
                  type="button"
                  className="jp-homl-LinkButton"
                  onClick={() => openLesson(lesson.id, index + 1)}
                >
                  {translateText(trans, section.title)}
                </button>
                {section.state && (
                  <span className="jp-homl-Row-note">
                    {section.state === 'run'
                      ? trans.__('read and run')
                      : trans.__('read')}
                  </span>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
      {lesson.resources.length > 0 && (
        <>
          <h4>{trans.__('Further reading')}</h4>
          <ul>
            {lesson.resources.map(({ note, title, url }) => (
              <li key={title}>
                {url ? (
                  <a href={url} target="_blank" rel="noopener noreferrer">
                    {title}
                  </a>
                ) : (
                  title
                )}
                <p>{translateText(trans, note)}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}

function Neighbours(
  props: ILessonCardProps & {
    title: string;
    lessons: ILesson[];
    none: string;
  }
): JSX.Element {
  const { lessons, none, select, title, trans } = props;
  return (
    <>
      <h4>{title}</h4>
      {lessons.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul className="jp-homl-LessonCard-neighbours">
          {lessons.map(other => (
            <li key={other.id}>
              <Icon
                icon={lessonIcon(other.status)}
                label={lessonStatusText(trans, other.status)}
              />
              <button
                type="button"
                className="jp-homl-LinkButton"
                onClick={() => select(other.id)}
              >
                {other.number} {translateText(trans, other.title)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
