/**
 * The course as a map: a lane for each part, lines to the prerequisites of the selected lesson, and
 * a card with its details.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon } from '../components/basics';
import type { ICourse, ILesson, Mark } from '../documents';
import { translateText } from '../i18n';
import { lessonIcon } from '../icons';
import { useRovingFocus } from '../road/userovingfocus';
import { lessonStatusText, markText } from '../texts';
import { LessonCard } from './lessoncard';
import { PrerequisiteEdges } from './prerequisiteedges';
import { neighbours } from './prerequisites';

/** Props of the map. */
export interface ICourseMapProps {
  course: ICourse;
  /** Lessons on the path that the learner has chosen; empty if there is none. */
  path: string[];
  openLesson: (lesson: string, section?: number) => void;
  mark: (subject: string, state: Mark | 'none') => void;
  skills: (lesson: ILesson) => JSX.Element;
  trans: TranslationBundle;
}

/** The map. */
export default function CourseMap(props: ICourseMapProps): JSX.Element {
  const { course, mark, openLesson, path, skills, trans } = props;
  const lessons = course.parts.flatMap(part => part.lessons);
  const here = course.continue?.lesson ?? null;
  const [chosen, setChosen] = React.useState<string | null>(null);
  const selected =
    lessons.find(({ id }) => id === chosen) ??
    lessons.find(({ id }) => id === here) ??
    lessons[0];
  const { ref, ...rows } = useRovingFocus<HTMLDivElement>({
    act: (action, row) => {
      const lesson = lessons.find(({ id }) => id === row.dataset.row);
      if (action.kind === 'mark' && lesson) {
        const state = lesson.mark === action.state ? 'none' : action.state;
        mark(lesson.id, state);
      }
    }
  });
  if (!selected) {
    return (
      <p className="jp-homl-Empty">{trans.__('This course has no lessons.')}</p>
    );
  }
  const { leadsTo, needs } = neighbours(course, selected);
  return (
    <div className="jp-homl-CourseMap">
      <div className="jp-homl-Lanes" ref={ref} {...rows}>
        <PrerequisiteEdges
          lanes={ref}
          selected={selected.id}
          needs={needs.map(({ id }) => id)}
          leadsTo={leadsTo.map(({ id }) => id)}
        />
        {course.parts.map(part => (
          <section key={part.id} className="jp-homl-Lane">
            <h3>{translateText(trans, part.title)}</h3>
            <ol>
              {part.lessons.map(lesson => (
                <li key={lesson.id}>
                  <Node
                    lesson={lesson}
                    selected={lesson === selected}
                    near={needs.includes(lesson) || leadsTo.includes(lesson)}
                    here={lesson.id === here}
                    step={path.indexOf(lesson.id) + 1}
                    aside={path.length > 0 && !path.includes(lesson.id)}
                    select={() => setChosen(lesson.id)}
                    trans={trans}
                  />
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
      <LessonCard
        course={course}
        lesson={selected}
        openLesson={openLesson}
        select={setChosen}
        skills={skills}
        trans={trans}
      />
    </div>
  );
}

function Node(props: {
  lesson: ILesson;
  selected: boolean;
  near: boolean;
  here: boolean;
  /** Position on the learner's path, from 1; 0 if the lesson is not on it. */
  step: number;
  aside: boolean;
  select: () => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { aside, here, lesson, near, select, selected, step, trans } = props;
  const classes = [
    'jp-homl-Node',
    near ? 'jp-homl-mod-near' : '',
    here ? 'jp-homl-mod-here' : '',
    aside || lesson.mark === 'skipped' ? 'jp-homl-mod-dimmed' : '',
    lesson.ready ? '' : 'jp-homl-mod-coming'
  ].filter(Boolean);
  return (
    <button
      type="button"
      className={classes.join(' ')}
      data-row={lesson.id}
      aria-pressed={selected}
      onClick={select}
    >
      <Icon
        icon={lessonIcon(lesson.status)}
        label={
          lesson.mark
            ? markText(trans, lesson.mark)
            : lessonStatusText(trans, lesson.status)
        }
      />
      <span className="jp-homl-Row-title">
        <span className="jp-homl-Row-number">{lesson.number} </span>
        {translateText(trans, lesson.title)}
      </span>
      {here && (
        <span className="jp-homl-Badge">{trans.__('you are here')}</span>
      )}
      {step > 0 && (
        <span className="jp-homl-Row-note" title={trans.__('On your path')}>
          {trans.__('step %1', step)}
        </span>
      )}
      {lesson.core_total > 0 && (
        <span className="jp-homl-Row-note">
          {lesson.core_passed}/{lesson.core_total}
        </span>
      )}
    </button>
  );
}
