/**
 * Panel and strip in both themes: nothing for axe to find, and pictures to look at.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@jupyterlab/galata';

import { CHECK, Learner, RIGHT, WRONG, startAnew } from './learner';

test.beforeEach(startAnew);

const SHOTS = 'screenshots';

/** The exercise that fails here, and then passes. */
const EXERCISE = 'ch04-e01';

const THEMES = [
  ['light', 'JupyterLab Light'],
  ['dark', 'JupyterLab Dark']
] as const;

test('panel and strip are accessible and legible in both themes', async ({
  page
}) => {
  test.setTimeout(180_000);
  const learner = new Learner(page);
  const strip = learner.strip(EXERCISE);
  await page.setViewportSize({ width: 1360, height: 900 });
  await learner.openExercise(EXERCISE);
  await page.sidebar.setWidth(300, 'left');

  /** Hints below what failed, the solution below what passed. */
  const unfoldHelp = async (outcome: 'failed' | 'passed') => {
    if (outcome === 'failed') {
      await strip.getByRole('button', { name: /^(Hint|Show hints)$/ }).click();
      await expect(strip.getByText(/Hint 1 of \d/)).toBeVisible();
    } else {
      await strip.getByRole('button', { name: 'Compare' }).click();
      await expect(
        strip.getByRole('region', { name: 'Solution' })
      ).toContainText('return');
    }
  };

  for (const [outcome, source, words] of [
    ['failed', WRONG, 'Not yet'],
    ['passed', RIGHT, 'Passed']
  ] as const) {
    await learner.answer(EXERCISE, source);
    await learner.check(EXERCISE);
    await expect(strip.getByRole('status')).toContainText(words, CHECK);
    await unfoldHelp(outcome);
    for (const [name, theme] of THEMES) {
      await page.theme.setTheme(theme);
      await strip.scrollIntoViewIfNeeded();
      const found = await new AxeBuilder({ page })
        .include('#jp-homl-panel')
        .include('.jp-homl-Strip')
        .analyze();
      expect(found.violations, `${outcome}, ${name}`).toEqual([]);
      expect(found.passes.length).toBeGreaterThan(5);
      await strip.screenshot({ path: `${SHOTS}/strip-${outcome}-${name}.png` });
      await learner.panel.screenshot({
        path: `${SHOTS}/panel-${outcome}-${name}.png`
      });
      await page.screenshot({ path: `${SHOTS}/lab-${outcome}-${name}.png` });
    }
  }
});
