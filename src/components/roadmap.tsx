/**
 * The side panel's content: the road through the course, in each of its states.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { lessonsDone } from '../models/next';
import type { IPart } from '../documents';
import { spinnerIcon } from '../icons';
import type { ICourseState } from '../tokens';
import { VERSION } from '../version';
import { ProblemNote, Symbol } from './basics';
import { ContinueCard } from './continuecard';
import { LessonRow } from './lessonrow';

/** What the roadmap needs. */
export interface IRoadmapProps {
  state: Omit<ICourseState, 'engine'>;
  refresh: () => void;
  openContinue: () => void;
  openLesson: (lesson: string) => void;
  openExercise: (exercise: string) => void;
  trans: TranslationBundle;
}

/** Loading, failed, empty, or the road. */
export function Roadmap(props: IRoadmapProps): JSX.Element {
  const { state, refresh, trans } = props;
  const { course, failure, loading } = state;
  if (!course) {
    return failure && !loading ? (
      <Failed {...props} />
    ) : (
      <p className="jp-homl-Empty" role="status">
        <Symbol icon={spinnerIcon} className="jp-homl-mod-turning" />
        {trans.__('Fetching the course…')}
      </p>
    );
  }
  return (
    <>
      {failure && (
        <ProblemNote problem={failure} retry={refresh} trans={trans} />
      )}
      {course.version !== VERSION && (
        <p className="jp-homl-Problem" role="alert">
          {trans.__(
            'This page is version %1, the server %2. Reload the page; if they still differ, restart JupyterLab.',
            VERSION,
            course.version
          )}
        </p>
      )}
      {course.parts.length === 0 ? (
        <p className="jp-homl-Empty">
          {trans.__(
            'This course has no lessons. See whether course_dir in the server’s configuration names the right folder.'
          )}
        </p>
      ) : (
        <Road {...props} parts={course.parts} />
      )}
    </>
  );
}

function Failed(props: IRoadmapProps): JSX.Element {
  const { state, refresh, trans } = props;
  const { failure } = state;
  if (failure?.kind === 'refused' && failure.status === 404) {
    return (
      <ProblemNote
        problem={{
          ...failure,
          message: trans.__(
            'The Hands-On ML part of the server does not run. “jupyter homl doctor” and the server’s log say why; mend it, then restart JupyterLab.'
          )
        }}
        retry={refresh}
        trans={trans}
      />
    );
  }
  return (
    <ProblemNote
      problem={failure ?? { kind: 'unreachable' }}
      retry={refresh}
      trans={trans}
    />
  );
}

function Road(props: IRoadmapProps & { parts: IPart[] }): JSX.Element {
  const { parts, state, trans } = props;
  const next = state.course?.continue ?? null;
  const here = next?.lesson ?? null;
  const [toggled, setToggled] = React.useState<Record<string, boolean>>({});
  const isUnfolded = (lesson: string): boolean =>
    toggled[lesson] ?? lesson === here;
  return (
    <>
      <ContinueCard next={next} go={props.openContinue} trans={trans} />
      {parts.map(part => (
        <section key={part.id} className="jp-homl-Part">
          <header>
            <h3>{part.title}</h3>
            <span>
              {trans.__(
                '%1 of %2 done',
                lessonsDone(part.lessons),
                part.lessons.length
              )}
            </span>
          </header>
          <ul>
            {part.lessons.map(lesson => (
              <LessonRow
                key={lesson.id}
                lesson={lesson}
                unfolded={isUnfolded(lesson.id)}
                toggle={id =>
                  setToggled(old => ({ ...old, [id]: !isUnfolded(id) }))
                }
                openLesson={props.openLesson}
                openExercise={props.openExercise}
                trans={trans}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
