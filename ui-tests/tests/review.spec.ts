/**
 * What was passed last week is asked again; what is known is seen; a fast track is taken.
 */
import { execFileSync } from 'node:child_process';

import { expect, test } from '@jupyterlab/galata';

import { accessible } from './accessible';
import { Learner, PROGRESS, startAnew } from './learner';

const THEMES = [
  ['light', 'JupyterLab Light'],
  ['dark', 'JupyterLab Dark']
] as const;

/** Three extra exercises of chapter 4, passed seven days ago: six questions are due, of three skills. */
const LAST_WEEK = `
import pathlib, sys
from datetime import UTC, datetime, timedelta
from jupyterlab_homl.checking.verdict import Status, Verdict
from jupyterlab_homl.progress.store import Store

store = Store(pathlib.Path(sys.argv[1]), now=lambda: datetime.now(UTC) - timedelta(days=7))
for exercise in ("ch04-e03", "ch04-e16", "ch04-e17"):
    store.add_attempt("ch04", Verdict(exercise, Status.PASSED, score=1.0, max_score=1.0), "")
`;

test.beforeEach(() => {
  startAnew();
  execFileSync('python', ['-c', LAST_WEEK, PROGRESS]);
});

test('what is due is asked, levels are told, a fast track is taken', async ({
  page
}) => {
  test.setTimeout(180_000);
  const learner = new Learner(page);
  const { panel } = learner;
  await page.setViewportSize({ width: 1360, height: 900 });
  await learner.showPanel();
  await page.sidebar.setWidth(300, 'left');
  const session = panel.getByRole('form', { name: 'Review' });
  const next = session.getByRole('button', { name: 'Next' });
  const skill = session.getByRole('heading');

  await test.step('the tab says how much is due, and asks', async () => {
    const tab = panel.getByRole('tab', { name: /^Review/ });
    await expect(tab).toContainText('6');
    // Beside the button, the tabs stand in one line.
    const lines = await panel
      .getByRole('tab')
      .or(panel.getByRole('button', { name: 'Course', exact: true }))
      .evaluateAll(all => all.map(one => one.getBoundingClientRect().top));
    expect(Math.max(...lines) - Math.min(...lines)).toBeLessThan(10);
    await tab.click();
    await expect(panel.getByText('6 questions due')).toBeVisible();
    await panel.getByRole('button', { name: /^Start/ }).click();
    await expect(session.getByText(/1 of 6 · about \d min/)).toBeVisible();
    await expect(skill).toBeFocused();
  });

  /** Answer the question at hand by keyboard: the first choice, or a number. */
  const answer = async () => {
    if (await session.getByRole('textbox').isVisible()) {
      await session.getByRole('textbox').fill('0,5');
    } else {
      await skill.press('a');
      await expect(session.getByRole('radio').first()).toBeChecked();
    }
    await page.keyboard.press('Enter');
  };

  await test.step('the place is kept while another tab is in front', async () => {
    const asked = await skill.textContent();
    await panel.getByRole('tab', { name: 'Road' }).click();
    await expect(session).toHaveCount(0);
    await panel.getByRole('tab', { name: /^Review/ }).click();
    await expect(skill).toHaveText(asked ?? '');
    await expect(session.getByText('1 of 6')).toBeVisible();
  });

  await test.step('an answer that does not arrive is kept, and sent again', async () => {
    const answers = /\/jupyterlab-homl\/api\/review\/./;
    await page.route(answers, route => route.abort());
    await answer();
    await expect(session.getByRole('alert')).toContainText('not reachable');
    await page.unroute(answers);
    await session.getByRole('button', { name: 'Try again' }).click();
    await expect(session.getByText(/^(Correct|Not quite)/)).toBeVisible();
    await expect(session.getByText(/It comes up again on/)).toBeVisible();
    await expect(next).toBeFocused();
  });

  await test.step('it is legible and has nothing for axe to find', async () => {
    for (const [name, theme] of THEMES) {
      await page.theme.setTheme(theme);
      await accessible(page, '#jp-homl-panel', `told, ${name}`);
      await panel.screenshot({ path: `screenshots/review-told-${name}.png` });
    }
    await next.press('Enter'); // a change of theme may take the focus
    await expect(session.getByText('2 of 6')).toBeVisible();
    for (const [name, theme] of THEMES) {
      await page.theme.setTheme(theme);
      await accessible(page, '#jp-homl-panel', `asked, ${name}`);
      await panel.screenshot({ path: `screenshots/review-asked-${name}.png` });
    }
  });

  await test.step('no two questions in a row are on one skill, and it ends', async () => {
    let before = '';
    for (let place = 2; place <= 6; place++) {
      await expect(session.getByText(`${place} of 6`)).toBeVisible();
      const now = (await skill.textContent()) ?? '';
      expect(now).not.toBe(before);
      before = now;
      await skill.focus();
      await answer();
      await expect(next).toBeFocused();
      await page.keyboard.press('Enter');
    }
    await expect(
      panel.getByRole('heading', { name: /Done: \d of 6 right/ })
    ).toBeFocused();
    await expect(
      panel.getByText(/Nothing due; next review on \w+day/)
    ).toBeVisible();
    await expect(panel.getByRole('tab', { name: /^Review$/ })).toBeVisible();
    await panel.screenshot({ path: 'screenshots/review-done.png' });
  });

  const skills = page.getByRole('region', { name: 'Skills' });

  /** How the places of the questions of a session are told. */
  const questions = async () => {
    const first = await session.getByText(/^1 of \d+ /).textContent();
    const count = Number(first?.match(/of (\d+)/)?.[1]);
    return [...Array(count).keys()].map(at => `${at + 1} of ${count}`);
  };

  await test.step('the skills say what they rest on, and practice takes nothing away', async () => {
    await panel.getByRole('button', { name: 'See your skills' }).click();
    const row = skills
      .getByRole('group')
      .filter({ hasText: 'Polynomial features' });
    await row.getByText('Polynomial features').click();
    await expect(
      row.getByText(/You passed “Powers, then a line” without/)
    ).toBeVisible();
    await expect(row.getByText(/review question/).first()).toBeVisible();
    for (const [name, theme] of THEMES) {
      await page.theme.setTheme(theme);
      await accessible(page, '#jp-homl-page', `skills, ${name}`);
      await page.screenshot({ path: `screenshots/page-skills-${name}.png` });
    }
    const level = await row.locator('summary').textContent();
    await row.getByRole('button', { name: /^Practise with/ }).click();
    let missed = 0;
    for (const place of await questions()) {
      await expect(session.getByText(place)).toBeVisible();
      await expect(
        session.getByText('Practice: a wrong answer takes nothing away.')
      ).toBeVisible();
      await skill.focus();
      await answer();
      await expect(next).toBeFocused();
      missed += await session.getByText(/^Not quite/).count();
      await expect(session.getByText(/: now .+, was /)).toHaveCount(0);
      await page.keyboard.press('Enter');
    }
    expect(missed).toBeGreaterThan(0);
    await expect(panel.getByRole('heading', { name: /^Done: / })).toBeFocused();
    await expect(row.locator('summary')).toHaveText(level ?? '');
    await skills.getByRole('combobox').selectOption('not_started');
    await expect(row).toHaveCount(0);
    await skills.getByRole('combobox').selectOption('');
  });

  await test.step('a fast track names its exercise and judges its quiz', async () => {
    await skills
      .getByRole('button', { name: 'Fast track of chapter 10' })
      .click();
    await expect(
      skills.getByRole('heading', { name: /Fast track: Neural networks/ })
    ).toBeFocused();
    await expect(
      skills.getByRole('button', { name: 'Find a learning rate' })
    ).toBeVisible();
    await expect(skills.getByRole('group', { name: /^Question/ })).toHaveCount(
      10
    );
    await skills.getByRole('radio').first().check();
    await expect(skills.getByText(/^9 unanswered questions/)).toBeVisible();
    for (const [name, theme] of THEMES) {
      await page.theme.setTheme(theme);
      await accessible(page, '#jp-homl-page', `fast track, ${name}`);
      await page.screenshot({ path: `screenshots/fasttrack-${name}.png` });
    }
    await skills.getByRole('button', { name: 'Submit' }).click();
    await expect(
      skills.getByText(/[01] of 10 right; you need 8/)
    ).toBeVisible();
    await accessible(page, '#jp-homl-page', 'fast track, judged');
    await page.screenshot({ path: 'screenshots/fasttrack-judged.png' });
    await skills.getByRole('button', { name: 'Back to all skills' }).click();
    await expect(skills.getByRole('combobox')).toBeVisible();
  });
  expect(learner.broken).toEqual([]);
});
