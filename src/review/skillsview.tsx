/**
 * Skills tab of the course page: every skill with its level, the evidence for it, and ways to
 * improve.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote } from '../components/basics';
import type { MarkdownComponent } from '../components/markdown';
import type { Dates } from '../dates';
import { translate, translateText } from '../i18n';
import { spinnerIcon, statusIcon } from '../icons';
import { exerciseTitle, statusText } from '../texts';
import type { ICourseModel } from '../tokens';
import type { IScope } from './api';
import { LEVELS } from './documents';
import type { ILessonSkills, ISkill, Level } from './documents';
import type { FastTrackModel } from './fasttrack';
import { FastTrackView } from './fasttrackview';
import { levelIcon } from './icons';
import { atLevel } from './skills';
import type { SkillsModel } from './skills';
import { dueText, levelDescription, levelText } from './texts';
import { useChanges } from './usechanges';

import '../../style/review.css';

/** Props of the tab. */
export interface ISkillsViewProps {
  model: SkillsModel;
  /** Signals changes in progress. */
  course: Pick<ICourseModel, 'changed' | 'state'>;
  track: FastTrackModel;
  startReview: (scope: IScope | null) => void;
  openFastTrack: (lesson: string) => void;
  openExercise: (exercise: string) => void;
  Markdown: MarkdownComponent;
  dates: Dates;
  trans: TranslationBundle;
}

/** The skills, or the open fast track. */
export default function SkillsView(props: ISkillsViewProps): JSX.Element {
  const { course, model, track, trans } = props;
  useChanges(model.changed);
  useChanges(track.changed);
  useChanges(course.changed);
  // A newly fetched course means that progress has changed.
  React.useEffect(() => void model.refresh(), [model, course.state.course]);
  return (
    <section className="jp-homl-Skills" aria-label={trans.__('Skills')}>
      {track.state.lesson ? (
        <FastTrackView {...props} />
      ) : (
        <SkillList {...props} />
      )}
    </section>
  );
}

function SkillList(props: ISkillsViewProps): JSX.Element {
  const { dates, model, startReview, trans } = props;
  const { loading, problem, skills } = model.state;
  const [level, setLevel] = React.useState<Level | null>(null);
  const lessons = atLevel(skills?.lessons ?? [], level);
  return (
    <>
      {problem && (
        <ProblemNote
          problem={problem}
          retry={() => void model.refresh()}
          trans={trans}
        />
      )}
      {!skills && loading && (
        <p className="jp-homl-Empty" role="status">
          <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />
          {trans.__('Loading the skills…')}
        </p>
      )}
      {skills && (
        <>
          <div className="jp-homl-Skills-bar">
            <label>
              {trans.__('Level')}{' '}
              <select
                value={level ?? ''}
                onChange={event =>
                  setLevel(
                    LEVELS.find(other => other === event.target.value) ?? null
                  )
                }
              >
                <option value="">{trans.__('all')}</option>
                {LEVELS.map(other => (
                  <option key={other} value={other}>
                    {levelText(trans, other)}
                  </option>
                ))}
              </select>
            </label>
            <p>{dueText(trans, dates, skills.review)}</p>
            {skills.review.due > 0 && (
              <button
                type="button"
                className="jp-homl-Button"
                onClick={() => startReview(null)}
              >
                {trans.__('Start the review')}
              </button>
            )}
          </div>
          <p className="jp-homl-VisuallyHidden" role="status">
            {level !== null &&
              trans._n(
                '%1 skill',
                '%1 skills',
                lessons.reduce((sum, { skills }) => sum + skills.length, 0)
              )}
          </p>
          {lessons.map(lesson => (
            <LessonSkills key={lesson.id} {...props} lesson={lesson} />
          ))}
          {lessons.length === 0 && (
            <p>
              {level === null
                ? trans.__('No chapters with skills are available yet.')
                : trans.__('No skill is at this level.')}
            </p>
          )}
        </>
      )}
    </>
  );
}

function LessonSkills(
  props: ISkillsViewProps & { lesson: ILessonSkills }
): JSX.Element {
  const { lesson, openFastTrack, trans } = props;
  return (
    <section className="jp-homl-LessonSkills">
      <header>
        <h3>
          {trans.__(
            '%1 · %2',
            lesson.number,
            translateText(trans, lesson.title)
          )}
        </h3>
        {lesson.fast_track && (
          <button
            type="button"
            className="jp-homl-Button"
            aria-label={trans.__('Fast track of chapter %1', lesson.number)}
            onClick={() => openFastTrack(lesson.id)}
          >
            {trans.__('Fast track')}
          </button>
        )}
      </header>
      <ul>
        {lesson.skills.map(skill => (
          <li key={skill.name}>
            <SkillRow {...props} skill={skill} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SkillRow(
  props: ISkillsViewProps & { lesson: ILessonSkills; skill: ISkill }
): JSX.Element {
  const { dates, lesson, openExercise, skill, startReview, trans } = props;
  const { review } = skill;
  return (
    <details className="jp-homl-Skill">
      <summary>
        <Icon icon={levelIcon(skill.level)} />
        <span className="jp-homl-Skill-name">
          {translateText(trans, skill.name)}
        </span>
        <span className="jp-homl-Skill-level">
          {levelText(trans, skill.level)}
        </span>
        <span className="jp-homl-Skill-next">
          {review.due > 0
            ? trans.__('review due')
            : review.next
              ? trans.__('review on %1', dates.future(review.next))
              : ''}
        </span>
      </summary>
      <div className="jp-homl-Skill-body">
        <p>{levelDescription(trans, skill.level)}</p>
        {skill.held && (
          <p>
            {trans.__(
              'You have seen a solution, so this stays at familiar until you answer a review question correctly on a later day.'
            )}
          </p>
        )}
        {skill.steps.length > 0 && (
          <>
            <h4>{trans.__('Evidence')}</h4>
            <ol className="jp-homl-Steps">
              {skill.steps.map((step, index) => (
                <li key={index}>
                  <time dateTime={step.at}>{dates.past(step.at)}</time>{' '}
                  {translate(trans, step.because)}{' '}
                  <span className="jp-homl-Muted">
                    {levelText(trans, step.level)}
                  </span>
                </li>
              ))}
            </ol>
          </>
        )}
        <h4>{trans.__('Exercises')}</h4>
        <ul className="jp-homl-Skill-exercises">
          {skill.exercises.map(exercise => (
            <li key={exercise.id}>
              <Icon icon={statusIcon(exercise.status)} />
              <button
                type="button"
                className="jp-homl-LinkButton"
                onClick={() => openExercise(exercise.id)}
              >
                {exerciseTitle(trans, exercise)}
              </button>{' '}
              <span className="jp-homl-Muted">
                {statusText(trans, exercise.status)}
              </span>
            </li>
          ))}
        </ul>
        {review.items > 0 && (
          <button
            type="button"
            className="jp-homl-Button"
            onClick={() =>
              startReview({ lesson: lesson.id, skill: skill.name })
            }
          >
            {trans._n(
              'Practise with %1 question',
              'Practise with %1 questions',
              review.items
            )}
          </button>
        )}
      </div>
    </details>
  );
}
