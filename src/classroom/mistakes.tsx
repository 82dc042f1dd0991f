/**
 * What a class gets wrong in each exercise, by the names of the mistakes.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { CourseText } from '../components/basics';
import type { IClassMistakes, IExerciseMistakes } from './documents';

/** How many failed tests of an exercise are named. */
const MOST_TESTS = 3;

/** A section an exercise. */
export function Mistakes(props: {
  mistakes: IClassMistakes;
  trans: TranslationBundle;
}): JSX.Element {
  const { mistakes, trans } = props;
  return (
    <>
      {mistakes.exercises.map(exercise => (
        <section key={exercise.exercise} className="jp-homl-Class-mistakes">
          <h2>
            {exercise.number} <CourseText text={exercise.title} trans={trans} />
          </h2>
          <p>{summary(trans, exercise)}</p>
          <ul>
            {exercise.mistakes.map(({ count, names }) => (
              <li key={names.join()}>
                <Bar count={count} of={exercise.answers} />
                <span lang="en">{names.join(' / ')}</span>
              </li>
            ))}
            {exercise.unknown > 0 && (
              <li>
                <Bar count={exercise.unknown} of={exercise.answers} />
                {trans.__('something else')}
              </li>
            )}
          </ul>
          {exercise.tests.length > 0 && (
            <p className="jp-homl-Class-note">
              {trans.__('Most often failed:')}{' '}
              {exercise.tests.slice(0, MOST_TESTS).map(({ count, name }, n) => (
                <React.Fragment key={name}>
                  {n > 0 && ', '}
                  <CourseText text={name} trans={trans} /> ({count})
                </React.Fragment>
              ))}
            </p>
          )}
        </section>
      ))}
    </>
  );
}

/** A number, and a bar for how large a part of the class it is. */
function Bar(props: { count: number; of: number }): JSX.Element {
  const { count, of } = props;
  return (
    <span className="jp-homl-Class-bar">
      <span>{count}</span>
      <span
        aria-hidden="true"
        style={{ inlineSize: `${(100 * count) / Math.max(of, 1)}%` }}
      />
    </span>
  );
}

function summary(
  trans: TranslationBundle,
  { answers, blank, failed }: IExerciseMistakes
): string {
  const passed = answers - blank - failed;
  return trans.__(
    '%1 of %2 passed, %3 did not pass, %4 did not answer.',
    passed,
    answers,
    failed,
    blank
  );
}
