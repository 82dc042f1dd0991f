/**
 * Which notebook is meant, what its tab says, and where it opens.
 */
import * as fs from 'fs';
import * as path from 'path';

import { expect, test } from '@jupyterlab/galata';

import { CHAPTER, Learner, PROGRESS, startAnew } from './learner';

/** Where nbgrader puts chapter 4's assignment. */
const FOLDER = 'ch04';
const FETCHED = `${FOLDER}/exercises.ipynb`;

/** The learner's folder. */
const ROOT = path.join(path.dirname(PROGRESS), '..');

test.beforeEach(startAnew);
test.afterEach(() => fs.rmSync(path.join(ROOT, FOLDER), { recursive: true }));

test('work goes on in the notebook in which it was begun', async ({ page }) => {
  test.setTimeout(180_000);
  const learner = new Learner(page);
  const tab = (name: string, selected?: boolean) =>
    page
      .getByRole('main')
      .getByRole('tab', { name, exact: true, ...(selected && { selected }) });
  await learner.showPanel();
  expect((await learner.panel.boundingBox())?.width).toBeCloseTo(320, -1);

  await test.step('of two that were not used yet, one is chosen', async () => {
    const opened = await page.request.post(
      '/jupyterlab-homl/api/lessons/ch04/open',
      { data: {} }
    );
    const { exercises } = (await opened.json()) as { exercises: string };
    const notebook = JSON.parse(
      fs.readFileSync(path.join(ROOT, exercises), 'utf8')
    );
    notebook.metadata.kernelspec = {
      display_name: 'Python 3',
      language: 'python',
      name: 'python3'
    };
    fs.mkdirSync(path.join(ROOT, FOLDER), { recursive: true });
    fs.writeFileSync(path.join(ROOT, FETCHED), JSON.stringify(notebook));
    await learner.unfold(CHAPTER);
    await (await learner.row('ch04-e01')).click();
    const question = page
      .getByRole('dialog')
      .filter({ hasText: 'Which notebook do you want to work in?' });
    await expect(question.getByRole('option')).toHaveText([
      /^4 · Exercises: /,
      /^4 · Assignment: ch04\/exercises.ipynb, changed /
    ]);
    await question.getByRole('combobox').selectOption({ index: 1 });
    await page.screenshot({ path: 'screenshots/which-notebook.png' });
    await question.getByRole('button', { name: 'Open' }).click();
    await expect(tab('4 · Assignment', true)).toBeVisible();
  });

  await test.step('it has the kernel of the course', async () => {
    // Started as well, since closing a notebook whose kernel is being changed is an
    // error of JupyterLab's; its name is in the toolbar before that.
    const kernel = (): Promise<string | undefined> =>
      page.evaluate(() => {
        const { sessionContext } = window.jupyterapp.shell
          .currentWidget as unknown as {
          sessionContext: {
            session: { kernel: { name: string } | null } | null;
          };
        };
        return sessionContext.session?.kernel?.name;
      });
    await expect.poll(kernel, { timeout: 60_000 }).toBe('homl');
    // A narrow toolbar keeps it behind its last button.
    await expect(
      page.locator('.jp-Toolbar-kernelName', { hasText: 'Hands-On ML' })
    ).toBeAttached();
  });

  await test.step('what comes next is in the same notebook', async () => {
    await learner.strip('ch04-e01').waitFor();
    await page.keyboard.press('Alt+Shift+X');
    await expect(learner.strip('ch04-e02')).toBeInViewport();
    await expect(tab('4 · Exercises')).toHaveCount(0);
  });

  await test.step('a renamed notebook stays the one, and says its name', async () => {
    const visited = page.waitForResponse(
      answer =>
        /api\/visits/.test(answer.url()) &&
        /mine/.test(answer.request().postData() ?? '')
    );
    await page.evaluate(
      ([from, to]) =>
        window.jupyterapp.serviceManager.contents.rename(from, to),
      [FETCHED, `${FOLDER}/mine.ipynb`]
    );
    await expect(tab('4 · Assignment · mine', true)).toBeVisible();
    await visited;
  });

  await test.step('exercises open beside their lesson where there is room', async () => {
    await page.evaluate(async () => {
      const { commands } = window.jupyterapp;
      await commands.execute('docmanager:save');
      await commands.execute('application:close-all');
    });
    await expect(page.locator('.jp-NotebookPanel')).toHaveCount(0);
    await page.setViewportSize({ width: 1800, height: 900 });
    await learner.panel.getByRole('button', { name: 'Open lesson' }).click();
    await expect(tab('4 · Lesson', true)).toBeVisible();
    await expect(tab('4 · Assignment · mine', true)).toBeVisible();
    await page.screenshot({ path: 'screenshots/side-by-side.png' });
    const files = fs.readdirSync(path.join(ROOT, FOLDER), {
      withFileTypes: true
    });
    expect(files.filter(file => file.isFile()).map(({ name }) => name)).toEqual(
      ['mine.ipynb']
    );
  });
  expect(learner.broken).toEqual([]);
});
