import { nullTranslator } from '@jupyterlab/translation';
import { act, fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';

import { Dates } from '../../dates';
import { ApiError } from '../../request';
import type { IClassApi } from '../api';
import type { Action, IClassAssignment, IClassJob } from '../documents';
import { ClassPage } from '../page';
import { stepsOf } from '../steps';

const trans = nullTranslator.load('');

function assignment(change: Partial<IClassAssignment> = {}): IClassAssignment {
  return {
    name: 'ch04',
    due: null,
    max_points: 10,
    needs_person: 0,
    mean: null,
    in_gradebook: true,
    source: true,
    generated: true,
    released: true,
    waiting: 0,
    submitted: 0,
    job: null,
    ...change
  };
}

/** A server that has one assignment, and whose jobs end as one says. */
function server(found: IClassAssignment): IClassApi & {
  end: (job: Partial<IClassJob>) => Promise<void>;
} {
  const waiting: ((job: IClassJob) => void)[] = [];
  return {
    assignments: jest.fn(async () => ({
      course: 'demo',
      assignments: [found]
    })),
    board: jest.fn(),
    mistakes: jest.fn(),
    setDue: jest.fn(),
    extend: jest.fn(),
    start: jest.fn(async () => 'j1'),
    job: jest.fn(() => new Promise<IClassJob>(done => waiting.push(done))),
    stop: jest.fn(async () => undefined),
    end: async job =>
      act(async () => waiting.splice(0).forEach(done => done(job as IClassJob)))
  };
}

async function page(api: IClassApi): Promise<void> {
  await act(async () => {
    render(
      <ClassPage
        api={api}
        formgrader="/formgrader"
        dates={new Dates('en')}
        trans={trans}
      />
    );
  });
}

describe('The steps of an assignment', () => {
  it.each<[string, Partial<IClassAssignment>, Action[], Action | null]>([
    [
      'only written',
      { generated: false, released: false },
      ['generate'],
      'generate'
    ],
    ['generated', { released: false }, ['generate', 'release'], 'release'],
    ['released', {}, ['generate', 'release', 'unrelease', 'collect'], null],
    [
      'handed in',
      { waiting: 2 },
      ['generate', 'release', 'unrelease', 'collect'],
      'collect'
    ],
    [
      'collected',
      { submitted: 2 },
      ['generate', 'release', 'unrelease', 'collect', 'grading'],
      'grading'
    ],
    [
      'graded, of an exchange that is no folder',
      { submitted: 2, mean: 0.5, released: null, waiting: null },
      ['generate', 'grading', 'feedback'],
      'feedback'
    ]
  ])('once it is %s', (_, change, actions, next) => {
    const steps = stepsOf(assignment(change));
    expect(steps.map(({ action }) => action)).toEqual(actions);
    expect(steps.find(step => step.next)?.action ?? null).toBe(next);
  });
});

describe('The page about a class', () => {
  it('follows a step to its end and looks again', async () => {
    const api = server(assignment({ submitted: 2 }));
    await page(api);
    const grade = screen.getByRole('button', { name: 'Grade' });
    await act(async () => fireEvent.click(grade));
    expect(api.start).toHaveBeenCalledWith('ch04', 'grading');
    expect(grade.getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(grade);
    expect(api.start).toHaveBeenCalledTimes(1);
    await api.end({ state: 'running', progress: { done: 1, total: 2 } });
    expect(screen.getByRole('status').textContent).toContain('1 of 2');
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(api.stop).toHaveBeenCalledWith('j1');
    await api.end({ state: 'cancelled' });
    expect(screen.getByRole('status').textContent).toMatch(/^Stopped/);
    expect(api.assignments).toHaveBeenCalledTimes(2);
  });

  it('says in words what failed', async () => {
    const api = server(assignment({ released: false }));
    await page(api);
    const release = screen.getByRole('button', { name: 'Release' });
    await act(async () => fireEvent.click(release));
    const problem = { id: 'It is {n}.', values: { n: 1 }, text: 'It is 1.' };
    await api.end({ state: 'failed', problem });
    expect(screen.getByRole('status').textContent).toContain('It is 1.');
    (api.start as jest.Mock).mockRejectedValue(new ApiError(409, 'Wait.'));
    await act(async () => fireEvent.click(release));
    expect(screen.getByRole('alert').textContent).toContain('Wait.');
  });

  it('takes up what is under way', async () => {
    const job = {
      job: 'j7',
      kind: 'collect',
      state: 'running',
      progress: null
    };
    const api = server(assignment({ job: job as IClassAssignment['job'] }));
    await page(api);
    expect(api.job).toHaveBeenCalledWith('j7');
    expect(screen.getByRole('status').textContent).toContain('Collecting…');
  });
});
