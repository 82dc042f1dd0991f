import { nullTranslator } from '@jupyterlab/translation';
import { fireEvent, render, screen, within } from '@testing-library/react';
import * as React from 'react';

import { course, deferred, lesson } from '../../__tests__/fakes';
import type { ICourse } from '../../documents';
import { UnreachableError } from '../../request';
import CourseMap from '../coursemap';
import Editions from '../editions';
import Paths from '../paths';
import { edgePath, neighbours } from '../prerequisites';

const trans = nullTranslator.load('jupyterlab_homl');

const ROAD: ICourse = course({
  goal: 'deep',
  parts: [
    {
      id: 'one',
      title: 'One',
      lessons: [
        lesson({ id: 'p1', number: 'P1', title: 'NumPy', status: 'done' }),
        lesson({ id: 'p4', number: 'P4', title: 'Algebra', status: 'todo' })
      ]
    },
    {
      id: 'two',
      title: 'Two',
      lessons: [lesson({ prerequisites: ['p1', 'p4'] })]
    }
  ]
});

const ATLAS = {
  paths: [
    { id: 'deep', title: 'Deep', summary: 'Nets soon.', lessons: ['ch04'] },
    { id: 'all', title: 'All', summary: 'Everything.', lessons: ['p1'] }
  ],
  editions: [{ lesson: 'ch04', first: '', new: 'All of it' }]
};

beforeAll(() => {
  window.ResizeObserver = class {
    observe = (): void => undefined;
    unobserve = (): void => undefined;
    disconnect = (): void => undefined;
  };
});

describe('the picture of the road', () => {
  const picture = (mark = jest.fn()): void => {
    render(
      <CourseMap
        course={ROAD}
        path={['ch04']}
        openLesson={jest.fn()}
        mark={mark}
        skills={() => <p>skills</p>}
        trans={trans}
      />
    );
  };

  it('shows where one is, with what is missing, and follows a choice', () => {
    picture();
    const card = screen.getByRole('complementary');
    expect(within(card).getByRole('heading', { level: 3 }).textContent).toBe(
      '4 · Training models'
    );
    expect(within(card).getByText(/not finished: Algebra/)).not.toBeNull();
    fireEvent.click(screen.getAllByRole('button', { name: /P1 NumPy/ })[0]);
    expect(within(card).getByText('No prerequisites.')).not.toBeNull();
    fireEvent.click(
      within(card).getByRole('button', { name: /Training models/ })
    );
    expect(screen.getByRole('button', { pressed: true }).textContent).toContain(
      'Training models'
    );
  });

  it('names steps of the path and the place in words', () => {
    picture();
    const here = screen.getByRole('button', { pressed: true });
    expect(here.textContent).toContain('you are here');
    expect(here.textContent).toContain('step 1');
  });

  it('keeps the learner’s word by one key', () => {
    const mark = jest.fn();
    picture(mark);
    const node = screen.getAllByRole('button', { name: /P4 Algebra/ })[0];
    fireEvent.keyDown(node, { key: 's' });
    expect(mark).toHaveBeenCalledWith('p4', 'skipped');
  });
});

describe('neighbours', () => {
  it('misses no lesson that is still to be written', () => {
    const [needed] = [lesson({ id: 'p9', status: 'coming', ready: false })];
    const wanting = lesson({ prerequisites: ['p9'] });
    const part = { id: 'one', title: 'One', lessons: [needed, wanting] };
    const found = neighbours({ ...ROAD, parts: [part] }, wanting);
    expect(found.needs).toEqual([needed]);
    expect(found.missing).toEqual([]);
  });

  it('knows both ways and what is missing', () => {
    const found = neighbours(ROAD, ROAD.parts[1].lessons[0]);
    expect(found.needs.map(({ id }) => id)).toEqual(['p1', 'p4']);
    expect(found.missing.map(({ id }) => id)).toEqual(['p4']);
    expect(neighbours(ROAD, ROAD.parts[0].lessons[0]).leadsTo).toEqual([
      ROAD.parts[1].lessons[0]
    ]);
  });

  const box = (left: number, top: number) => ({
    left,
    right: left + 10,
    top,
    bottom: top + 10
  });

  it.each([
    ['across', box(0, 0), box(30, 20), /^M10 5C20 5 20 25 30 25$/],
    ['back', box(30, 0), box(0, 20), /^M30 5C20 5 20 25 10 25$/],
    ['around', box(20, 0), box(20, 50), /^M20 5C6 5 6 55 20 55$/]
  ])('an edge goes %s', (_, from, to, expected) => {
    expect(edgePath(from, to)).toMatch(expected);
  });
});

describe('editions and paths', () => {
  it('tells where a chapter comes from', async () => {
    const openLesson = jest.fn();
    render(
      <Editions
        course={ROAD}
        fetch={async () => ATLAS}
        openLesson={openLesson}
        trans={trans}
      />
    );
    fireEvent.click(await screen.findByRole('button', { name: /Training/ }));
    expect(openLesson).toHaveBeenCalledWith('ch04');
    expect(screen.getByRole('cell', { name: 'none' })).not.toBeNull();
  });

  it('takes a path and leaves it, and says when it cannot', async () => {
    const answer = deferred<void>();
    const choose = jest.fn(() => answer.promise);
    render(
      <Paths
        course={ROAD}
        fetch={async () => ATLAS}
        choose={choose}
        trans={trans}
      />
    );
    fireEvent.click(
      await screen.findByRole('button', { name: /Leave this path/ })
    );
    expect(choose).toHaveBeenLastCalledWith(null);
    fireEvent.click(screen.getByRole('button', { name: 'Take this path' }));
    expect(choose).toHaveBeenLastCalledWith('all');
    answer.reject(new UnreachableError());
    await screen.findByRole('alert');
  });
});
