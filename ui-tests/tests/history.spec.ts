/**
 * What a strip remembers and helps with: earlier attempts, hints in their time, the solution beside
 * one's own, cells that were cut or split, a short answer rated.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, galata, test } from '@jupyterlab/galata';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';

import { CHECK, Learner, RIGHT, WRONG, startAnew } from './learner';

test.beforeEach(startAnew);

const EXERCISE = 'ch04-e01';

/** The button of an assistant in cells, as JupyterLab's settings know it. */
const GENERATE = 'notebook-intelligence:editor-generate-code';

test.use({
  autoGoto: false,
  mockSettings: {
    ...galata.DEFAULT_SETTINGS,
    'jupyterlab-homl:panel': { welcomeAtStart: false },
    '@jupyterlab/cell-toolbar-extension:plugin': {
      toolbar: [{ name: GENERATE, command: GENERATE }]
    }
  }
});

/** Choose from the menu behind ⋯. */
async function choose(
  page: IJupyterLabPageFixture,
  learner: Learner,
  item: string,
  exercise = EXERCISE
): Promise<void> {
  await learner
    .strip(exercise)
    .getByRole('button', { name: 'More actions for this exercise' })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('attempts, hints and the solution are there when they are wanted', async ({
  page
}) => {
  test.setTimeout(180_000);
  const learner = new Learner(page);
  const strip = learner.strip(EXERCISE);
  const status = strip.getByRole('status').first();
  const editor = learner.cell(EXERCISE).locator('.cm-content');
  const assistants = page.getByText('Assistants off');
  let courses = 0;
  await page.route('**/jupyterlab-homl/api/course*', async route => {
    courses += 1;
    const response = await route.fetch();
    const course = (await response.json()) as Record<string, unknown>;
    await route.fulfill({
      response,
      json: { ...course, assistants: 'after_attempt' }
    });
  });
  await page.goto();

  await test.step('the course is asked for once at the start', async () => {
    await learner.showPanel();
    expect(courses).toBe(1);
  });
  await learner.openExercise(EXERCISE);

  await test.step('assistants are off until an answer was checked', async () => {
    await expect(assistants).toBeVisible();
    await page.screenshot({ path: 'screenshots/assistants-off.png' });
    await learner.answer(EXERCISE, `${WRONG}\nprint("one")\nprint("two")`);
    await learner.check(EXERCISE);
    await expect(status).toContainText('Not yet', CHECK);
    await expect(assistants).toHaveCount(0);
  });

  await test.step('what the answer printed is folded, with a count', async () => {
    const printed = strip.getByLabel('What your answer printed');
    await expect(printed).toHaveCount(0);
    await strip
      .getByRole('button', { name: 'Printed during the check: 2 lines' })
      .click();
    await expect(printed).toHaveText('one\ntwo');
    await page.screenshot({ path: 'screenshots/printed.png' });
  });

  await test.step('a sign that looks like another is named, in plain words', async () => {
    await learner.answer(EXERCISE, WRONG.replace('(X, y)', '（X, y)'));
    await learner.check(EXERCISE);
    await expect(
      strip.getByText(/column 20 there is （ \(fullwidth left parenthesis\)/)
    ).toBeVisible(CHECK);
    await page.screenshot({ path: 'screenshots/cause.png' });
  });

  await test.step('attempts before the first hint count: the second is open, the third says when it opens', async () => {
    await strip.getByRole('button', { name: 'Hint', exact: true }).click();
    await strip.getByRole('button', { name: 'Hint 2' }).click();
    await expect(
      strip.getByText('Hint 3 opens after another attempt, or in 3 min')
    ).toBeVisible();
    await expect(strip.getByText('counts as “familiar”')).toBeVisible();
    await page.screenshot({ path: 'screenshots/hint-waits.png' });
    await strip.getByRole('button', { name: 'I’m stuck' }).click();
    await expect(strip.getByText('Hint 3 of 3')).toBeVisible();
    await strip.getByRole('button', { name: 'Hide hints' }).click();
  });

  await test.step('before a pass the solution says what it costs', async () => {
    await learner.answer(EXERCISE, 'm = input()');
    await learner.check(EXERCISE);
    await expect(strip.getByText(/waits for somebody to type/)).toBeVisible(
      CHECK
    );
    await choose(page, learner, 'Show the solution');
    await expect(strip.getByText('then stay at “familiar”')).toBeVisible();
    await expect(strip.getByRole('table')).toHaveCount(0);
    await page.screenshot({ path: 'screenshots/solution-asks.png' });
    await strip.getByRole('button', { name: 'Not now' }).click();
  });

  await test.step('after a pass the solution stands beside one’s own', async () => {
    await learner.answer(EXERCISE, RIGHT);
    await learner.check(EXERCISE);
    await expect(status).toContainText('Passed', CHECK);
    await strip.getByRole('button', { name: 'Compare' }).click();
    const table = strip.getByRole('table');
    await expect(
      table.getByRole('columnheader', { name: 'Yours' })
    ).toBeVisible();
    await table.scrollIntoViewIfNeeded();
    await page.screenshot({ path: 'screenshots/solution-beside.png' });
    await strip.getByRole('button', { name: 'Hide solution' }).click();
  });

  await test.step('an earlier attempt is compared and put back, and can be undone', async () => {
    await choose(page, learner, 'Show my attempts');
    const list = strip.getByRole('region', { name: 'Attempts' });
    await expect(list.getByRole('listitem')).toHaveCount(4);
    await list
      .getByRole('button', {
        name: 'Compare attempt 1 with the current answer'
      })
      .click();
    await expect(list.getByRole('table')).toBeVisible();
    await list.scrollIntoViewIfNeeded();
    await page.screenshot({ path: 'screenshots/attempts.png' });
    await list.getByRole('button', { name: 'Restore attempt 1' }).click();
    await expect(status).toContainText('Attempt restored');
    await expect(editor).not.toContainText('np.ones');
    await editor.click();
    await page.keyboard.press('Control+z');
    await expect(editor).toContainText('np.ones');
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('docmanager:save')
    );
  });

  await test.step('after a reload the last verdict is there, with its words', async () => {
    const asked: string[] = [];
    page.on('request', request => {
      if (/lessons\/ch04\/attempts|exercises\/.*\/hints/.test(request.url())) {
        asked.push(request.url());
      }
    });
    await page.reload({ waitForIsReady: false });
    await strip.waitFor();
    await expect(strip).toContainText('Passed: ');
    await expect(strip).toContainText('today, ');
    expect(asked).toHaveLength(1);
    await strip.scrollIntoViewIfNeeded();
    await page.screenshot({ path: 'screenshots/after-reload.png' });
  });
  expect(learner.broken).toEqual([]);
});

test('cells that were split or lost are put back, and a short answer is rated', async ({
  page
}) => {
  test.setTimeout(180_000);
  const learner = new Learner(page);
  const strip = learner.strip(EXERCISE);
  const status = strip.getByRole('status').first();
  const cell = learner.cell(EXERCISE);
  const restore = strip.getByRole('button', { name: 'Restore cells' });
  await page.goto();
  await learner.openExercise(EXERCISE);
  await learner.answer(EXERCISE, RIGHT);
  await learner.check(EXERCISE);
  await expect(status).toContainText('Passed', CHECK);

  await test.step('a split answer is joined', async () => {
    await cell.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('notebook:split-cell-at-cursor')
    );
    await expect(strip).toContainText('split over 2 cells');
    await page.screenshot({ path: 'screenshots/cells-split.png' });
    await restore.click();
    await expect(status).toContainText('Cells restored');
    await expect(restore).toHaveCount(0);
    await expect(cell.locator('.cm-content')).toContainText(/def .*return /);
  });

  await test.step('a lost answer comes back as it was checked', async () => {
    await page.evaluate(exercise => {
      const { content } = window.jupyterapp.shell.currentWidget as unknown as {
        content: {
          model: {
            sharedModel: {
              cells: { getMetadata(): { nbgrader?: { grade_id: string } } }[];
              deleteCell(index: number): void;
            };
          };
        };
      };
      const { sharedModel } = content.model;
      sharedModel.deleteCell(
        sharedModel.cells.findIndex(
          one => one.getMetadata().nbgrader?.grade_id === exercise
        )
      );
    }, EXERCISE);
    await expect(strip).toContainText(
      'The answer cell of this exercise is missing'
    );
    await restore.click();
    await expect(cell.locator('.cm-content')).toContainText('np.ones');
  });

  await test.step('a short answer opens its rubric, and the rating is kept', async () => {
    const short = 'ch04-e12';
    const other = learner.strip(short);
    await page.evaluate(
      exercise =>
        window.jupyterapp.commands.execute('homl:open-exercise', { exercise }),
      short
    );
    await learner.cell(short).locator('.jp-MarkdownOutput').dblclick();
    await learner.answer(short, 'Many cooks taste one soup.');
    await learner.check(short);
    await other
      .getByRole('checkbox', { name: /^Many models/ })
      .check({ timeout: 60_000 });
    await other.getByRole('button', { name: 'Save my rating' }).click();
    await expect(other.getByText('Saved: 1 of 4 points')).toBeVisible();
    await other.scrollIntoViewIfNeeded();
    await page.screenshot({ path: 'screenshots/rating.png' });
    await other.getByRole('button', { name: 'Hide solution' }).click();
    await expect(
      other.getByRole('button', { name: 'Your rating: 1 of 4' })
    ).toBeVisible();
    await other.getByRole('button', { name: 'Your rating' }).click();
  });

  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    await test.step(`nothing of it shuts anybody out: ${theme}`, async () => {
      await page.theme.setTheme(theme);
      await choose(page, learner, 'Show my attempts', 'ch04-e12');
      await learner
        .strip('ch04-e12')
        .getByRole('button', {
          name: 'Compare attempt 1 with the current answer'
        })
        .click();
      const { violations } = await new AxeBuilder({ page })
        .include('.jp-homl-Strip[data-exercise="ch04-e12"]')
        .analyze();
      expect(violations).toEqual([]);
      await page.screenshot({
        path: `screenshots/help-${theme.split(' ')[1].toLowerCase()}.png`
      });
      await learner
        .strip('ch04-e12')
        .getByRole('button', { name: 'Hide attempts' })
        .click();
    });
  }
  expect(learner.broken).toEqual([]);
});
