/**
 * Progress tab of the course page: chapters, the last weeks, skills, and what is due.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Dates } from '../dates';
import type { ICourse, ILesson } from '../documents';
import { translateText } from '../i18n';
import { abilitiesOf } from '../models/abilities';
import { dueText } from '../review/texts';
import type { IHistory } from '../road/documents';
import { Calendar } from './calendar';
import { PassedChart, SkillChart, WeekChart } from './charts';
import { Fetched } from '../components/fetched';
import { Rings } from './rings';
import { useFetch } from '../components/usefetch';
import { WeeklyGoal } from './weeklygoal';
import { lastWeeks, minutesOf } from './weeks';

import '../../style/progress.css';

/** Number of weeks in the calendar. */
const WEEKS = 12;

/** Props of the tab. */
export interface IProgressProps {
  course: ICourse;
  /** Fetches the history, again each time there is a new course. */
  fetch: () => Promise<IHistory>;
  openLesson: (lesson: string) => void;
  startReview: () => void;
  setWeeklyGoal: (minutes: number) => Promise<void>;
  dates: Dates;
  trans: TranslationBundle;
}

/** The Progress tab. */
export default function Progress(props: IProgressProps): JSX.Element {
  const { course, fetch, openLesson, trans } = props;
  const state = useFetch(fetch, course);
  const lessons = course.parts
    .flatMap(part => part.lessons)
    .filter(({ ready }) => ready);
  return (
    <div className="jp-homl-Progress">
      <div className="jp-homl-Progress-top">
        <section>
          <h3>{trans.__('Chapters')}</h3>
          <Rings lessons={lessons} openLesson={openLesson} trans={trans} />
        </section>
        <section>
          <h3>{trans.__('Due')}</h3>
          <Due {...props} />
        </section>
      </div>
      <Fetched state={state} trans={trans}>
        {history => <Work {...props} lessons={lessons} history={history} />}
      </Fetched>
    </div>
  );
}

function Work(
  props: IProgressProps & { lessons: ILesson[]; history: IHistory }
): JSX.Element {
  const { dates, history, lessons, setWeeklyGoal, trans } = props;
  const { days, total, weekly_goal: goal } = history;
  const weeks = lastWeeks(days, dates.today, WEEKS);
  const week = weeks[WEEKS - 1];
  const passed = days.reduce((sum, day) => sum + day.passed, 0);
  return (
    <>
      <div className="jp-homl-Progress-columns">
        <section>
          <h3>{trans.__('This week')}</h3>
          <BigNumber
            value={minutesOf(week)}
            name={trans._n('minute', 'minutes', minutesOf(week))}
          />
          <WeekChart week={week} dates={dates} trans={trans} />
          <WeeklyGoal
            minutes={minutesOf(week)}
            goal={goal}
            setGoal={setWeeklyGoal}
            trans={trans}
          />
        </section>
        <section>
          <h3>{trans.__('The last twelve weeks')}</h3>
          <BigNumber
            value={days.length}
            name={trans._n(
              'active day in all',
              'active days in all',
              days.length
            )}
          />
          <Calendar weeks={weeks} dates={dates} trans={trans} />
        </section>
        <section>
          <h3>{trans.__('Skills by level')}</h3>
          <BigNumber
            value={lessons.flatMap(lesson => abilitiesOf(lesson).known).length}
            name={trans.__(
              'of %1 skills are familiar or better',
              lessons.flatMap(lesson => lesson.skill_names).length
            )}
          />
          <SkillChart lessons={lessons} trans={trans} />
          <CanDo lessons={lessons} trans={trans} />
        </section>
      </div>
      {days.length > 0 && (
        <section>
          <h3>{trans.__('Exercises passed')}</h3>
          <p>{trans.__('%1 of %2 exercises.', passed, total)}</p>
          <PassedChart days={days} dates={dates} trans={trans} />
          <Numbers history={history} dates={dates} trans={trans} />
        </section>
      )}
    </>
  );
}

/** A number in large type and what it counts. */
function BigNumber(props: { value: number; name: string }): JSX.Element {
  return (
    <p className="jp-homl-BigNumber">
      <strong>{props.value}</strong> {props.name}
    </p>
  );
}

/** What is due for review, by skill, and a button for it. */
function Due(props: IProgressProps): JSX.Element {
  const { course, dates, startReview, trans } = props;
  const due = course.parts
    .flatMap(part => part.lessons)
    .flatMap(lesson => lesson.skills ?? [])
    .filter(skill => skill.due);
  return (
    <>
      <p>{dueText(trans, dates, course.review)}</p>
      {due.length > 0 && (
        <ul className="jp-homl-Progress-list">
          {due.map(({ name }) => (
            <li key={name}>{translateText(trans, name)}</li>
          ))}
        </ul>
      )}
      {course.review.due > 0 && (
        <button
          type="button"
          className="jp-homl-Button jp-homl-mod-primary"
          onClick={startReview}
        >
          {trans.__('Start the review')}
        </button>
      )}
    </>
  );
}

/** What the learner can do now, in sentences. */
function CanDo(props: {
  lessons: ILesson[];
  trans: TranslationBundle;
}): JSX.Element | null {
  const { lessons, trans } = props;
  const known = lessons.flatMap(lesson => abilitiesOf(lesson).known);
  return known.length === 0 ? null : (
    <details>
      <summary>{trans.__('What you can do now (%1)', known.length)}</summary>
      <ul className="jp-homl-Progress-list">
        {known.map(ability => (
          <li key={ability}>{translateText(trans, ability)}</li>
        ))}
      </ul>
    </details>
  );
}

/** The numbers behind the charts. */
function Numbers(props: {
  history: IHistory;
  dates: Dates;
  trans: TranslationBundle;
}): JSX.Element {
  const { dates, history, trans } = props;
  return (
    <details>
      <summary>{trans.__('Numbers by day')}</summary>
      <table className="jp-homl-Table">
        <thead>
          <tr>
            <th scope="col">{trans.__('Day')}</th>
            <th scope="col">{trans.__('Minutes')}</th>
            <th scope="col">{trans.__('Passed')}</th>
            <th scope="col">{trans.__('Checks')}</th>
            <th scope="col">{trans.__('Reviews')}</th>
          </tr>
        </thead>
        <tbody>
          {[...history.days].reverse().map(day => (
            <tr key={day.date}>
              <th scope="row">{dates.past(`${day.date}T12:00:00`)}</th>
              <td>{day.minutes}</td>
              <td>{day.passed}</td>
              <td>{day.attempts}</td>
              <td>{day.reviews}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
