/**
 * What stands around a course notebook: status bar, table of contents, cell toolbar, check on save.
 */
import * as fs from 'fs';
import * as path from 'path';

import { expect, galata, test } from '@jupyterlab/galata';

import { CHECK, Learner, PROGRESS, RIGHT, WRONG, startAnew } from './learner';

test.beforeEach(startAnew);

const EXERCISE = 'ch04-e01';

/** The notebook with that exercise. */
const FILE = path.join(
  path.dirname(PROGRESS),
  '../ch04_training_linear_models/exercises.ipynb'
);

/** The texts of its cells, as they are in the file, which may be half written. */
function savedSources(): string[] {
  const { cells } = JSON.parse(fs.readFileSync(FILE, 'utf8')) as {
    cells: { source: string | string[] }[];
  };
  return cells.map(({ source }) => [source].flat().join(''));
}

test.use({
  mockSettings: {
    ...galata.DEFAULT_SETTINGS,
    'jupyterlab-homl:panel': { welcomeAtStart: false },
    'jupyterlab-homl:strip': { checkOnSave: true }
  }
});

test('the notebook tells how far one is wherever one looks', async ({
  page
}) => {
  test.setTimeout(180_000);
  const learner = new Learner(page);
  const strip = learner.strip(EXERCISE);
  const status = strip.getByRole('status').first();
  const item = page.getByRole('button', { name: /^Ch 4 · \d of \d+ core/ });
  await expect(item).toHaveCount(0);
  await learner.openExercise(EXERCISE);
  await expect(item).toBeVisible();

  await test.step('saving checks the exercise, once', async () => {
    const asked: string[] = [];
    page.on('request', request => {
      if (/homl\/api\/checks/.test(request.url())) {
        asked.push(request.url());
      }
    });
    await learner.answer(EXERCISE, WRONG);
    await page.keyboard.press('Control+s');
    await expect(status).toContainText('Not yet', CHECK);
    await page.keyboard.press('Control+s');
    await learner.answer(EXERCISE, RIGHT);
    await page.keyboard.press('Control+s');
    await expect(status).toContainText('Passed', CHECK);
    expect(asked).toHaveLength(2);
    // What was typed while an earlier save was under way is in the file, too.
    await expect(() => expect(savedSources()).toContain(RIGHT)).toPass(CHECK);
  });

  await test.step('the cell’s toolbar checks answers, and only them', async () => {
    const button = learner
      .cell(EXERCISE)
      .getByRole('button', { name: 'Save the notebook and check' });
    await expect(button).toBeVisible();
    await page.screenshot({ path: 'screenshots/cell-toolbar.png' });
    await button.click();
    await expect(item).toContainText('checking 4.1');
    await expect(status).toContainText('Passed', CHECK);
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('notebook:move-cursor-down')
    );
    await expect(
      page
        .locator('.jp-Cell.jp-mod-active')
        .getByRole('button', { name: 'Save the notebook and check' })
    ).toHaveCount(0);
  });

  await test.step('the table of contents marks what is passed', async () => {
    await page.sidebar.openTab('table-of-contents');
    const heading = page.locator('.jp-tocItem-content', {
      hasText: '4.1 ·'
    });
    await expect(heading).toHaveAttribute('data-homl-status', 'passed');
    await expect(heading).toHaveAttribute('title', /: passed$/);
    await page.screenshot({ path: 'screenshots/table-of-contents.png' });
  });

  await test.step('the status bar leads to the lesson in the panel', async () => {
    await expect(item).toContainText('checks ready');
    await item.focus();
    await page.keyboard.press('Enter');
    await expect(learner.lesson(/\b4 Training/)).toBeFocused();
  });
  expect(learner.broken).toEqual([]);
});
