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
    ungraded: 0,
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
      { submitted: 2, ungraded: 2 },
      ['generate', 'release', 'unrelease', 'collect', 'grading'],
      'grading'
    ],
    [
      'graded, but for what a person must decide',
      { submitted: 2, mean: 0.5, needs_person: 1 },
      ['generate', 'release', 'unrelease', 'collect', 'grading', 'feedback'],
      null
    ],
    [
      'graded, and handed in by another one since',
      { submitted: 3, mean: 0.5, ungraded: 1 },
      ['generate', 'release', 'unrelease', 'collect', 'grading', 'feedback'],
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
    await api.end({ state: 'queued' });
    expect(screen.getByRole('status').textContent).toMatch(/^Waiting/);
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

  it('says what was warned of, and follows again what it lost sight of', async () => {
    const job = {
      job: 'j7',
      kind: 'collect',
      state: 'running',
      progress: null
    };
    const api = server(assignment({ job: job as IClassAssignment['job'] }));
    (api.job as jest.Mock).mockRejectedValueOnce(new ApiError(504, 'Away.'));
    await page(api);
    expect(api.job).toHaveBeenCalledTimes(2);
    await api.end({
      state: 'done',
      result: { action: 'collect', assignment: 'ch04', warnings: ['No owner.'] }
    });
    expect(screen.getByRole('status').textContent).toBe('Collected. No owner.');
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
