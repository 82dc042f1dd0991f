/**
 * The recording in README.md: an exercise fails with an explanation, is corrected, and passes. `scripts/record.py` runs
 * this and makes an animation of the frames.
 */
import { expect, test } from '@jupyterlab/galata';

import { CHECK, Learner, RIGHT, WRONG, startAnew } from '../tests/learner';

const EXERCISE = 'ch04-e01';
const OTHER = 'ch04-e02';

test.beforeEach(startAnew);

test('an exercise fails, is corrected and passes', async ({ page }) => {
  test.setTimeout(180_000);
  const learner = new Learner(page);
  const strip = learner.strip(EXERCISE);
  let frames = 0;

  /** One frame, and for how many milliseconds it is shown. */
  const frame = async (duration: number): Promise<void> => {
    const name = `${String(frames++).padStart(3, '0')}-${duration}`;
    await page.screenshot({ path: `screenshots/recording/${name}.png` });
  };

  /** Type an answer a line at a time. */
  const type = async (source: string): Promise<void> => {
    await learner.cell(EXERCISE).locator('.cm-content').click();
    await page.keyboard.press('Control+a');
    const lines = source.split('\n');
    for (const [number, line] of lines.entries()) {
      await page.keyboard.insertText(
        line + (number < lines.length - 1 ? '\n' : '')
      );
      await frame(number < lines.length - 1 ? 500 : 1200);
    }
  };

  await page.setViewportSize({ width: 1060, height: 700 });
  // What is started for the first time is not recorded: another exercise is checked before.
  await learner.openExercise(OTHER);
  await page.sidebar.setWidth(260, 'left');
  await learner.answer(OTHER, 'unfinished = True');
  await learner.check(OTHER);
  await expect(
    learner.strip(OTHER).getByRole('button', { name: 'Check', exact: true })
  ).toBeEnabled(CHECK);
  await learner.openExercise(EXERCISE);
  await strip.scrollIntoViewIfNeeded();

  await type(WRONG);
  await learner.check(EXERCISE);
  await expect(strip.getByRole('status')).toContainText('Not yet', CHECK);
  await strip.scrollIntoViewIfNeeded();
  await frame(4500);
  await type(RIGHT);
  await learner.check(EXERCISE);
  await expect(strip.getByRole('status')).toContainText('Passed', CHECK);
  await strip.scrollIntoViewIfNeeded();
  await frame(4000);
});
