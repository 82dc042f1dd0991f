import { nullTranslator } from '@jupyterlab/translation';
import { fireEvent, render, screen, within } from '@testing-library/react';
import * as React from 'react';

import { course, lesson } from '../../__tests__/fakes';
import { Dates } from '../../dates';
import { UnreachableError } from '../../request';
import type { IDay, IHistory } from '../../road/documents';
import { cumulativePath } from '../charts';
import Progress from '../progress';
import { axisTicks, dayId, lastWeeks, minutesOf, shadeOf } from '../weeks';

const trans = nullTranslator.load('jupyterlab_homl');

/** A Wednesday. */
const NOW = new Date(2026, 2, 4, 0, 10);

const day = (date: string, change: Partial<IDay> = {}): IDay => ({
  date,
  minutes: 20,
  passed: 1,
  attempts: 3,
  reviews: 2,
  ...change
});

const history = (change: Partial<IHistory> = {}): IHistory => ({
  days: [day('2026-02-23'), day('2026-03-02', { minutes: 45 })],
  total: 36,
  weekly_goal: null,
  ...change
});

const SKILLS = [
  { name: 'Fit by least squares', level: 'proficient' as const, due: true },
  { name: 'Gradient descent', level: 'attempted' as const, due: false }
];

const COURSE = course({
  parts: [
    {
      id: 'p',
      title: 'P',
      lessons: [
        lesson({ skills: SKILLS, skill_names: SKILLS.map(({ name }) => name) }),
        lesson({ id: 'ch05', title: 'Later', ready: false })
      ]
    }
  ],
  review: { due: 3, next: null }
});

interface IShown {
  openLesson: jest.Mock;
  startReview: jest.Mock;
  setWeeklyGoal: jest.Mock;
}

async function show(
  fetch: () => Promise<IHistory> = async () => history()
): Promise<IShown> {
  const actions = {
    openLesson: jest.fn(),
    startReview: jest.fn(),
    setWeeklyGoal: jest.fn(async () => undefined)
  };
  render(
    <Progress
      course={COURSE}
      fetch={fetch}
      {...actions}
      dates={new Dates('en', () => NOW)}
      trans={trans}
    />
  );
  await screen.findByText(/This week|not reachable/);
  return actions;
}

describe('Progress', () => {
  it('has a ring for each written chapter, which opens it', async () => {
    const { openLesson } = await show();
    expect(screen.queryByText('Later')).toBeNull();
    fireEvent.click(
      screen.getByRole('button', { name: /Training models.*1 of 2 core/ })
    );
    expect(openLesson).toHaveBeenCalledWith('ch04');
  });

  it('says what each chart shows, in words', async () => {
    await show();
    const names = screen
      .getAllByRole('img')
      .map(chart => chart.getAttribute('aria-label'));
    expect(names).toEqual([
      'Minutes this week: Mon 45, Tue 0, Wed 0, Thu 0, Fri 0, Sat 0, Sun 0.',
      'Calendar of the last 12 weeks. Active days: 2. Minutes: 65.',
      'Skills by level: mastered 0, proficient 1, familiar 0, attempted 1, not started 0.',
      expect.stringMatching(/^Line chart of exercises passed over time, 2/)
    ]);
  });

  it('names the axes of every chart', async () => {
    await show();
    const [week, calendar, skills, passed] = screen.getAllByRole('img');
    const words = (chart: HTMLElement): string[] =>
      Array.from(chart.querySelectorAll('text')).map(
        ({ textContent }) => textContent ?? ''
      );
    expect(words(week)).toEqual(
      expect.arrayContaining(['Minutes', '0', '30', 'Mon', 'Sun', '45'])
    );
    expect(words(calendar)).toEqual(
      expect.arrayContaining(['Jan', 'Feb', 'Mar', 'Mon', 'Sun'])
    );
    expect(words(skills)).toEqual(
      expect.arrayContaining(['Number of skills', 'mastered', '4'])
    );
    expect(words(passed)).toEqual(
      expect.arrayContaining(['Exercises passed', 'Feb 23, 2026'])
    );
  });

  it('has the numbers in a table, the latest day first', async () => {
    await show();
    const [, latest] = screen.getAllByRole('row');
    expect(within(latest).getByRole('rowheader').textContent).toBe(
      'Mar 2, 2026'
    );
    expect(
      within(latest)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent)
    ).toEqual(['45', '1', '3', '2']);
  });

  it('says what is due, and starts the review', async () => {
    const { startReview } = await show();
    expect(screen.getByText('3 questions due')).not.toBeNull();
    expect(screen.getByText('Fit by least squares')).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Start the review' }));
    expect(startReview).toHaveBeenCalledTimes(1);
  });

  it('says what one can do now', async () => {
    await show();
    expect(screen.getByText('What you can do now (1)')).not.toBeNull();
    expect(screen.getByText('Fit a line to data in one step.')).not.toBeNull();
  });

  it('has no weekly goal but the one that the learner sets', async () => {
    const { setWeeklyGoal } = await show();
    const goal = screen.getByRole<HTMLSelectElement>('combobox');
    expect(goal.value).toBe('0');
    expect(screen.queryByRole('progressbar')).toBeNull();
    fireEvent.change(goal, { target: { value: '90' } });
    expect(setWeeklyGoal).toHaveBeenCalledWith(90);
    expect(screen.getByText('45 of 90 min')).not.toBeNull();
  });

  it.each([
    [30, 'Reached this week.'],
    [75, '45 of 75 min']
  ])('says how a goal of %s minutes stands', async (weekly_goal, words) => {
    await show(async () => history({ weekly_goal }));
    expect(screen.getByText(words)).not.toBeNull();
    expect(screen.getByRole<HTMLSelectElement>('combobox').value).toBe(
      String(weekly_goal)
    );
  });

  it('takes back a goal that could not be saved, and says so', async () => {
    const { setWeeklyGoal } = await show();
    setWeeklyGoal.mockRejectedValue(new UnreachableError());
    const goal = screen.getByRole<HTMLSelectElement>('combobox');
    fireEvent.change(goal, { target: { value: '60' } });
    await screen.findByRole('alert');
    expect(goal.value).toBe('0');
  });

  it('is for newcomers too', async () => {
    await show(async () => history({ days: [] }));
    expect(screen.queryByText('Numbers by day')).toBeNull();
    expect(screen.getAllByRole('img')).toHaveLength(3);
  });

  it('says when the server is away, and tries again', async () => {
    const fetch = jest
      .fn()
      .mockRejectedValueOnce(new UnreachableError())
      .mockResolvedValue(history());
    await show(fetch);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('This week');
  });
});

describe('weeks', () => {
  it('are whole, from Monday, and end with the current one', () => {
    const weeks = lastWeeks(history().days, NOW, 12);
    expect(weeks).toHaveLength(12);
    expect(weeks[0][0].id).toBe('2025-12-15');
    expect(weeks[11].map(({ id }) => id)).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
      '2026-03-05',
      '2026-03-06',
      '2026-03-07',
      '2026-03-08'
    ]);
    expect(weeks[11].map(({ done }) => done?.minutes)).toEqual([
      45,
      0,
      0,
      ...Array(4).fill(undefined)
    ]);
    expect(minutesOf(weeks[10])).toBe(20);
  });

  it.each([
    ['a Monday', new Date(2026, 2, 2, 23, 59), '2026-03-02'],
    ['a Sunday', new Date(2026, 2, 8, 0, 1), '2026-03-02'],
    ['a change of clocks', new Date(2026, 2, 29, 1), '2026-03-23']
  ])('of %s', (_, now, monday) => {
    const [week] = lastWeeks([], now, 1);
    expect(week[0].id).toBe(monday);
    expect(week.map(({ date }) => dayId(date))).toEqual(
      week.map(({ id }) => id)
    );
  });

  it.each([
    [0, 0],
    [1, 1],
    [14, 1],
    [15, 2],
    [59, 3],
    [600, 4]
  ])('%s minutes have shade %s', (minutes, shade) => {
    expect(shadeOf(minutes)).toBe(shade);
  });
});

describe('axes', () => {
  it.each([
    [1, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [14, [0, 5, 10, 15]],
    [45, [0, 15, 30, 45]],
    [300, [0, 120, 240, 360]],
    [9000, [0, 10000]]
  ])('up to %s has round values', (most, ticks) => {
    expect(axisTicks(most)).toEqual(ticks);
  });

  it('a line climbs day by day, and goes on to today', () => {
    const days = [day('2026-03-01'), day('2026-03-03', { passed: 3 })];
    const x = (time: number): number =>
      (time - Date.parse('2026-03-01T12:00:00')) / 86400000;
    expect(cumulativePath(days, x, sum => 10 - sum, 5)).toBe('M0 10H0V9H2V6H5');
  });
});
