/**
 * One lesson in the panel: a row that folds open to its exercises.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ILesson } from '../documents';
import { foldIcon, lessonIcon } from '../icons';
import { lessonWords } from '../words';
import { Symbol } from './basics';
import { ExerciseRow } from './exerciserow';

/** What a row needs. */
export interface ILessonRowProps {
  lesson: ILesson;
  unfolded: boolean;
  toggle: (lesson: string) => void;
  openLesson: (lesson: string) => void;
  openExercise: (exercise: string) => void;
  trans: TranslationBundle;
}

/** The row; what is inside is made only when it is unfolded. */
export function LessonRow(props: ILessonRowProps): JSX.Element {
  const { lesson, unfolded, toggle, trans } = props;
  const body = `jp-homl-lesson-${lesson.id}`;
  if (!lesson.ready) {
    return (
      <li>
        <h4>
          <button
            type="button"
            className="jp-homl-Row jp-homl-LessonRow"
            disabled
            title={lesson.summary || lesson.title}
          >
            <span className="jp-homl-Fold" />
            <Symbol icon={lessonIcon('coming')} />
            <LessonTitle lesson={lesson} />
            <span className="jp-homl-Row-note">
              {lessonWords(trans, 'coming')}
            </span>
          </button>
        </h4>
      </li>
    );
  }
  return (
    <li>
      <h4>
        <button
          type="button"
          className="jp-homl-Row jp-homl-LessonRow"
          aria-expanded={unfolded}
          aria-controls={unfolded ? body : undefined}
          title={lesson.summary || lesson.title}
          onClick={() => toggle(lesson.id)}
        >
          <Symbol
            icon={foldIcon}
            className={
              unfolded ? 'jp-homl-Fold jp-homl-mod-open' : 'jp-homl-Fold'
            }
          />
          <Symbol
            icon={lessonIcon(lesson.status)}
            label={lessonWords(trans, lesson.status)}
          />
          <LessonTitle lesson={lesson} />
          <span className="jp-homl-Row-note">
            {trans.__('%1/%2 core', lesson.core_passed, lesson.core_total)}
          </span>
        </button>
      </h4>
      {unfolded && <LessonBody {...props} id={body} />}
    </li>
  );
}

function LessonTitle(props: { lesson: ILesson }): JSX.Element {
  const { number, title } = props.lesson;
  return (
    <span className="jp-homl-Row-title">
      {number && <span className="jp-homl-Row-number">{number} </span>}
      {title}
    </span>
  );
}

function LessonBody(props: ILessonRowProps & { id: string }): JSX.Element {
  const { id, lesson, openLesson, openExercise, trans } = props;
  const [allShown, setAllShown] = React.useState(false);
  const core = lesson.exercises.filter(exercise => exercise.core);
  const extra = lesson.exercises.filter(exercise => !exercise.core);
  return (
    <div id={id} className="jp-homl-LessonBody">
      {lesson.summary && (
        <p className="jp-homl-LessonBody-summary">{lesson.summary}</p>
      )}
      <div className="jp-homl-LessonBody-open">
        <button
          type="button"
          className="jp-homl-Button"
          onClick={() => openLesson(lesson.id)}
        >
          {trans.__('Open lesson')}
        </button>
        <span>
          {trans.__(
            '%1 min · core %2 · extra %3',
            lesson.minutes,
            lesson.core_minutes,
            lesson.extra_minutes
          )}
        </span>
      </div>
      <ul>
        {(core.length ? core : extra).map(exercise => (
          <ExerciseRow
            key={exercise.id}
            exercise={exercise}
            open={openExercise}
            trans={trans}
          />
        ))}
      </ul>
      {core.length > 0 && extra.length > 0 && (
        <>
          <button
            type="button"
            className="jp-homl-Row jp-homl-ExtraRow"
            aria-expanded={allShown}
            onClick={() => setAllShown(!allShown)}
          >
            <Symbol
              icon={foldIcon}
              className={
                allShown ? 'jp-homl-Fold jp-homl-mod-open' : 'jp-homl-Fold'
              }
            />
            <span className="jp-homl-Row-title">
              {trans.__('%1 extra', extra.length)}
            </span>
          </button>
          {allShown && (
            <ul>
              {extra.map(exercise => (
                <ExerciseRow
                  key={exercise.id}
                  exercise={exercise}
                  open={openExercise}
                  trans={trans}
                />
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
}
