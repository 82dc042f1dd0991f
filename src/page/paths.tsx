/**
 * The paths through the course, one of which the learner may choose.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote } from '../components/basics';
import type { ICourse } from '../documents';
import { translateText } from '../i18n';
import { lessonIcon } from '../icons';
import type { Problem } from '../request';
import { problemOf } from '../request';
import type { IAtlas } from '../road/documents';
import { lessonStatusText } from '../texts';
import { Fetched } from '../components/fetched';
import { useFetch } from '../components/usefetch';

/** Props of the tab. */
export interface IPathsProps {
  course: ICourse;
  fetch: () => Promise<IAtlas>;
  choose: (path: string | null) => Promise<void>;
  trans: TranslationBundle;
}

/** The Paths tab. */
export default function Paths(props: IPathsProps): JSX.Element {
  const { choose, course, fetch, trans } = props;
  const state = useFetch(fetch);
  const [problem, setProblem] = React.useState<Problem | null>(null);
  const lessons = course.parts.flatMap(part => part.lessons);
  const take = (path: string | null): void => {
    setProblem(null);
    choose(path).catch(reason => setProblem(problemOf(reason)));
  };
  return (
    <div className="jp-homl-Paths">
      <h3>{trans.__('Paths')}</h3>
      <p>
        {trans.__(
          'A path suggests which lessons to do first. Nothing is locked, and you can change your path at any time.'
        )}
      </p>
      {problem && <ProblemNote problem={problem} trans={trans} />}
      <Fetched state={state} trans={trans}>
        {({ paths }) => (
          <ul>
            {paths.map(path => {
              const mine = course.goal === path.id;
              return (
                <li key={path.id} className="jp-homl-Path">
                  <h4>{translateText(trans, path.title)}</h4>
                  <p>{translateText(trans, path.summary)}</p>
                  <ol>
                    {path.lessons.map(id => {
                      const lesson = lessons.find(other => other.id === id);
                      return (
                        lesson && (
                          <li key={id}>
                            <Icon
                              icon={lessonIcon(lesson.status)}
                              label={lessonStatusText(trans, lesson.status)}
                            />
                            {lesson.number} {translateText(trans, lesson.title)}
                          </li>
                        )
                      );
                    })}
                  </ol>
                  <button
                    type="button"
                    className={`jp-homl-Button ${mine ? '' : 'jp-homl-mod-primary'}`}
                    aria-pressed={mine}
                    onClick={() => take(mine ? null : path.id)}
                  >
                    {mine
                      ? trans.__('Leave this path')
                      : trans.__('Take this path')}
                  </button>
                </li>
              );
            })}
          </ul>
        )}
      </Fetched>
    </div>
  );
}
