/**
 * The main job, end to end: find the chapter, fail, read why, mend it, pass, come back to it.
 */
import { expect, test } from '@jupyterlab/galata';
import type { Route } from '@playwright/test';

import { CHAPTER, CHECK, Learner, RIGHT, WRONG, startAnew } from './learner';

test.beforeEach(startAnew);

test('a learner opens chapter 4, fails, reads why, passes, and finds it there after a reload', async ({
  page
}) => {
  test.setTimeout(180_000);
  const learner = new Learner(page);
  const { panel } = learner;
  const strip = learner.strip('ch04-e01');
  const verdict = strip.getByRole('status').first();

  await test.step('the road shows at the first start', async () => {
    await expect(
      panel.getByRole('button', { name: /^Start · The mean of a week/ })
    ).toBeVisible();
    await expect(
      panel.getByRole('button', { name: /0 First steps/ })
    ).toBeInViewport();
    await expect(panel.getByText('0 of 1 done').first()).toBeVisible();
  });

  await test.step('the panel says while libraries are loaded, and no longer', async () => {
    const refresh = () =>
      page.evaluate(() =>
        window.jupyterapp.commands.execute('homl:refresh-course')
      );
    const line = panel.getByText('Warming up: loading TensorFlow');
    let warming = true;
    await page.route('**/jupyterlab-homl/api/course*', async route => {
      if (!warming) {
        return route.continue();
      }
      const response = await route.fetch();
      const course = (await response.json()) as Record<string, unknown>;
      const json = { ...course, engine: { warming: ['tensorflow'] } };
      return route.fulfill({ response, json });
    });
    await refresh();
    await expect(line).toBeInViewport();
    warming = false;
    await refresh();
    await expect(line).toHaveCount(0);
  });

  await test.step('lessons that are not written are one line of each part', async () => {
    const unwritten = panel.getByText('Reinforcement learning');
    await expect(unwritten).toHaveCount(0);
    const coming = panel
      .locator('.jp-homl-Part')
      .filter({ hasText: 'Part II · Deep learning' })
      .getByRole('button', { name: /^\d+ chapters coming$/ });
    await coming.click();
    await expect(unwritten).toBeVisible();
    await coming.click();
  });

  await test.step('opening the chapter shows both notebooks, the lesson in front', async () => {
    await learner.unfold(CHAPTER);
    await panel.getByRole('button', { name: 'Open lesson' }).click();
    await expect(
      page.getByRole('tab', { name: '4 · Exercises' })
    ).toBeVisible();
    await expect(
      page.getByRole('tab', { name: '4 · Lesson', selected: true })
    ).toBeVisible();
    await expect(page.getByTitle(/^Notebook trusted: /)).toBeVisible();
  });

  await test.step('an exercise in the panel leads to its cell', async () => {
    await learner.openExercise('ch04-e01');
    await expect(
      page.getByRole('tab', { name: '4 · Exercises', selected: true })
    ).toBeVisible();
    await expect(strip.getByText(/\d+ checks? \+ \d+ hidden/)).toBeVisible();
  });

  await test.step('a wrong answer is told what is wrong', async () => {
    await learner.answer('ch04-e01', WRONG);
    await learner.check('ch04-e01');
    await expect(verdict).toContainText(
      /Checking in a clean process|Warming up/
    );
    await expect(verdict).toContainText('Not yet', CHECK);
    await expect(strip.getByText(/bias/).first()).toBeInViewport();
    await expect(panel.getByText(/tried \d+×/).first()).toBeVisible();
  });

  await test.step('a hint helps', async () => {
    await strip.getByRole('button', { name: /^(Hint|Show hints)$/ }).click();
    await expect(strip.getByText(/Hint 1 of \d/)).toBeInViewport();
    await strip.getByRole('button', { name: 'Hide hints' }).click();
    await strip.getByRole('button', { name: 'Show hints' }).click();
    await expect(strip.getByText(/Hint 1 of \d/)).toBeInViewport();
  });

  await test.step('mended while it is checked, it passes, and the panel moves', async () => {
    // The older check's answer is held back until the newer one has passed.
    const jobs = /\/jupyterlab-homl\/api\/jobs\//;
    let older: Route | undefined;
    await page.route(jobs, async route => {
      if (older) {
        await route.continue();
      } else {
        older = route;
      }
    });
    await learner.answer('ch04-e01', WRONG + '  # again');
    await page.keyboard.press('Alt+Shift+Enter');
    await expect.poll(() => older, CHECK).toBeDefined();
    await learner.answer('ch04-e01', RIGHT);
    await page.keyboard.press('Alt+Shift+Enter');
    await expect(verdict).toContainText('Passed', CHECK);
    const answered = page.waitForResponse(jobs);
    await older?.continue();
    await answered;
    await page.unroute(jobs);
    await expect(verdict).toContainText('Passed');
    await expect(strip.getByRole('button', { name: /^Next:/ })).toBeVisible();
    await expect(await learner.row('ch04-e01')).toContainText('passed');
  });

  await test.step('it is there after a reload, and the road stands where it stood', async () => {
    const other = learner.lesson(/\b10 /);
    await other.click();
    await expect(other).toHaveAttribute('aria-expanded', 'true');
    await page.reload({ waitForIsReady: false });
    await expect(other).toHaveAttribute('aria-expanded', 'true');
    await learner.openExercise('ch04-e01');
    await expect(strip).toContainText('Passed');
    await expect(strip.getByRole('button', { name: /^Next:/ })).toBeVisible();
    await expect(learner.lesson(CHAPTER)).toContainText(/[1-9]\d*\/\d+ core/);
    await expect(learner.cell('ch04-e01').locator('.cm-content')).toContainText(
      'np.linalg.pinv(np.c_'
    );
  });
  await test.step('what was edited since is not called passed', async () => {
    await learner.answer('ch04-e01', WRONG);
    await expect(strip.getByText(/^Passed.* · edited since$/)).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(strip.getByText(/edited since/)).toHaveCount(0);
  });

  await test.step('Continue leads on to the next exercise', async () => {
    await panel.getByRole('button', { name: /^Continue/ }).click();
    await expect(
      page.getByRole('heading', { name: /^4\.2 ·/ })
    ).toBeInViewport();
  });

  expect(learner.broken).toEqual([]);
});
