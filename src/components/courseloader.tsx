/**
 * Wrapper that handles every state of the course: loading, failed, empty, version mismatch, loaded.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ICourse } from '../documents';
import { spinnerIcon } from '../icons';
import type { ICourseState } from '../tokens';
import { VERSION } from '../version';
import { Icon, ProblemNote } from './basics';
import { ErrorBoundary } from './errorboundary';

/** Props of the wrapper. */
export interface ICourseLoaderProps {
  state: Omit<ICourseState, 'engine'>;
  refresh: () => void;
  /** Renders a course that has lessons. */
  children: (course: ICourse) => JSX.Element;
  trans: TranslationBundle;
}

/** Render the children once the course is loaded; until then, or if loading fails, render its state. */
export function CourseLoader(props: ICourseLoaderProps): JSX.Element {
  const { state, refresh, trans } = props;
  const { course, failure, loading } = state;
  if (!course) {
    return failure && !loading ? (
      <LoadFailure {...props} />
    ) : (
      <p className="jp-homl-Empty" role="status">
        <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />
        {trans.__('Loading the course…')}
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
            'This page has version %1, but the server has version %2. Reload the page; if they still differ, restart JupyterLab.',
            VERSION,
            course.version
          )}
        </p>
      )}
      {course.parts.length === 0 ? (
        <p className="jp-homl-Empty">
          {trans.__(
            'This course has no lessons. Check whether course_dir in the server’s configuration points to the right folder.'
          )}
        </p>
      ) : (
        <ErrorBoundary resetKey={course} trans={trans}>
          <LoadedCourse show={props.children} course={course} />
        </ErrorBoundary>
      )}
    </>
  );
}

/** A separate component, so that the error boundary catches errors thrown while rendering it. */
function LoadedCourse(props: {
  show: ICourseLoaderProps['children'];
  course: ICourse;
}): JSX.Element {
  return props.show(props.course);
}

function LoadFailure(props: ICourseLoaderProps): JSX.Element {
  const { state, refresh, trans } = props;
  const { failure } = state;
  if (failure?.kind === 'refused' && failure.status === 404) {
    return (
      <ProblemNote
        problem={{
          ...failure,
          message: trans.__(
            'The Hands-On ML server extension is not running. “jupyter homl doctor” and the server’s log say why. Fix the problem, then restart JupyterLab.'
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
