/**
 * The course in each of its states, for whatever shows it: loading, failed, empty, of another version, there.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { spinnerIcon } from '../icons';
import type { ICourse } from '../documents';
import type { ICourseState } from '../tokens';
import { VERSION } from '../version';
import { ProblemNote, Symbol } from './basics';
import { Guard } from './guard';

/** What it needs. */
export interface IWithCourseProps {
  state: Omit<ICourseState, 'engine'>;
  refresh: () => void;
  /** Shows a course that has lessons. */
  children: (course: ICourse) => JSX.Element;
  trans: TranslationBundle;
}

/** Loading, failed, empty, or the course. */
export function WithCourse(props: IWithCourseProps): JSX.Element {
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
        <Guard from={course} trans={trans}>
          <Shown show={props.children} course={course} />
        </Guard>
      )}
    </>
  );
}

/** A component of its own, so that what goes wrong in it is caught. */
function Shown(props: {
  show: IWithCourseProps['children'];
  course: ICourse;
}): JSX.Element {
  return props.show(props.course);
}

function Failed(props: IWithCourseProps): JSX.Element {
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
