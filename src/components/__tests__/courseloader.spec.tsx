import { nullTranslator } from '@jupyterlab/translation';
import { fireEvent, render, screen, within } from '@testing-library/react';
import * as React from 'react';

import { course, exercise, lesson, memoryStorage } from '../../__tests__/fakes';
import { RoadPlace } from '../../road/place';
import type { IRoadActions } from '../../road/road';
import { Road } from '../../road/road';
import type { ICourseLoaderProps } from '../courseloader';
import { CourseLoader } from '../courseloader';

const trans = nullTranslator.load('jupyterlab_homl');

function show(change: Partial<ICourseLoaderProps> = {}): {
  refresh: () => void;
  actions: IRoadActions;
  container: HTMLElement;
  unmount: () => void;
} {
  const refresh = jest.fn();
  const actions = {
    go: jest.fn(),
    openLesson: jest.fn(),
    openExercise: jest.fn(),
    openTerm: jest.fn(),
    mark: jest.fn()
  };
  const { container, unmount } = render(
    <CourseLoader
      state={{ course: course(), loading: false, failure: null }}
      refresh={refresh}
      trans={trans}
      {...change}
    >
      {found => (
        <Road
          course={found}
          texts={null}
          loadTexts={jest.fn()}
          actions={actions}
          place={new RoadPlace(memoryStorage(), '/')}
          trans={trans}
        />
      )}
    </CourseLoader>
  );
  return { refresh, actions, container, unmount };
}

// The page of the tests does not scroll.
beforeEach(() => {
  Element.prototype.scrollIntoView = jest.fn();
});

const failed = (failure: ICourseLoaderProps['state']['failure']) => ({
  state: { course: null, loading: false, failure }
});

describe('the road in its states', () => {
  it('says that it is loading', () => {
    show({ state: { course: null, loading: true, failure: null } });
    expect(screen.getByRole('status').textContent).toContain('Loading');
  });

  it('says what to do when the server is away, and tries again', () => {
    const { refresh } = show(failed({ kind: 'unreachable' }));
    expect(screen.getByRole('alert').textContent).toContain(
      'Server not reachable'
    );
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(refresh).toHaveBeenCalled();
  });

  it('names the cure when the server extension is missing', () => {
    show(failed({ kind: 'refused', status: 404, message: '404 Not Found' }));
    expect(screen.getByRole('alert').textContent).toContain(
      'jupyter homl doctor'
    );
  });

  it('shows the server’s own sentence', () => {
    show(failed({ kind: 'refused', status: 500, message: 'Mend line 3.' }));
    expect(screen.getByRole('alert').textContent).toContain('Mend line 3.');
  });

  it('says so when there are no lessons', () => {
    const empty = course({ parts: [], continue: null });
    show({ state: { course: empty, loading: false, failure: null } });
    expect(screen.getByText(/no lessons/)).not.toBeNull();
  });

  it('says so when page and server differ', () => {
    const other = course({ version: '9.9.9' });
    show({ state: { course: other, loading: false, failure: null } });
    expect(screen.getByRole('alert').textContent).toContain('9.9.9');
  });

  it('leads back to where the learner stopped', () => {
    const { actions } = show();
    const button = screen.getByRole('button', { name: /^Continue/ });
    expect(button.textContent).toContain('Batch gradient descent');
    expect(screen.getByText('~12 min · the next core exercise')).not.toBeNull();
    fireEvent.click(button);
    expect(actions.go).toHaveBeenCalledWith(course().continue);
  });

  it('unfolds the lesson at hand, and folds it', () => {
    show();
    const row = screen.getByRole('button', { name: /Training models/ });
    expect(row.getAttribute('aria-expanded')).toBe('true');
    expect(row.textContent).toContain('1/2 core');
    expect(row.textContent).toContain('started');
    fireEvent.click(row);
    expect(row.getAttribute('aria-expanded')).toBe('false');
    expect(screen.queryByText('The normal equation')).toBeNull();
  });

  it('counts lessons done, under a heading', () => {
    show();
    expect(screen.getByRole('heading', { name: 'Part I' })).not.toBeNull();
    expect(screen.getByText('0 of 1 done')).not.toBeNull();
  });

  it('does not open a lesson that is coming', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: /coming/ }));
    const row = screen.getByText('Support vector machines').closest('li');
    expect(row?.textContent).toContain('coming');
    expect(row?.querySelector('button')).toBeNull();
  });

  it('opens lessons and exercises', () => {
    const { openExercise, openLesson } = show().actions;
    fireEvent.click(screen.getByRole('button', { name: 'Open lesson' }));
    expect(openLesson).toHaveBeenCalledWith('ch04');
    fireEvent.click(screen.getByRole('button', { name: /normal equation/ }));
    expect(openExercise).toHaveBeenCalledWith('ch04-e01');
  });

  it('says status, level and tries in words', () => {
    const tried = exercise({ status: 'failed', attempts: 2, level: 2 });
    const lessons = [lesson({ exercises: [tried] })];
    const parts = [{ id: 'p', title: 'Part', lessons }];
    show({
      state: { course: course({ parts }), loading: false, failure: null }
    });
    const row = screen.getByRole('button', { name: /normal equation/ });
    expect(within(row).getByText('not yet')).not.toBeNull();
    expect(within(row).getByText('tried 2×')).not.toBeNull();
    expect(within(row).getByText('level 2 of 3')).not.toBeNull();
  });

  it('lists exercises by number and says which are core', () => {
    const exercises = [
      exercise({ id: 'ch04-e01', number: '4.1', title: 'First' }),
      exercise({ id: 'ch04-e02', number: '4.2', title: 'Second', core: false }),
      exercise({ id: 'ch04-e03', number: '4.3', title: 'Third' })
    ];
    const showLesson = (listed: typeof exercises) => {
      const lessons = [lesson({ exercises: listed })];
      const parts = [{ id: 'p', title: 'Part', lessons }];
      const state = {
        course: course({ parts }),
        loading: false,
        failure: null
      };
      const { container, unmount } = show({ state });
      const rows = [...container.querySelectorAll('.jp-homl-ExerciseRow')];
      const told = rows.map(row => [
        row.getAttribute('data-row'),
        within(row as HTMLElement).queryByText('core') !== null
      ]);
      unmount();
      return told;
    };
    expect(showLesson(exercises)).toEqual([
      ['ch04-e01', true],
      ['ch04-e02', false],
      ['ch04-e03', true]
    ]);
    // Where all are core, the word would say nothing.
    expect(showLesson(exercises.filter(one => one.core))).toEqual([
      ['ch04-e01', false],
      ['ch04-e03', false]
    ]);
  });

  it('says so when a document of an older server cannot be shown, and shows the next', () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const older = course({ version: '0.0.1' });
    const state = { course: older, loading: false, failure: null };
    const children = (found: typeof older) => {
      if (found === older) {
        throw new TypeError('sections is undefined');
      }
      return <p>the road</p>;
    };
    const props = { refresh: jest.fn(), children, trans };
    const { rerender } = render(<CourseLoader state={state} {...props} />);
    expect(screen.getByText(/server has version 0.0.1/)).not.toBeNull();
    expect(screen.getByText(/Something went wrong/)).not.toBeNull();
    rerender(
      <CourseLoader state={{ ...state, course: course() }} {...props} />
    );
    expect(screen.getByText('the road')).not.toBeNull();
  });
});
