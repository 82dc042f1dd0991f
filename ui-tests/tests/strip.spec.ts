/**
 * The strip stays with its answer whatever is done to the cells, and helps when things go wrong.
 */
import { expect, galata, test } from '@jupyterlab/galata';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';

import { CHECK, Learner, kernelIdle, startAnew } from './learner';

test.beforeEach(startAnew);

const EXERCISE = 'ch04-e02';

/** The notebook in front, as far as it is used here. */
interface INotebookWidget {
  content: {
    activeCellIndex: number;
    extendContiguousSelectionTo(index: number): void;
    model: {
      sharedModel: {
        cells: { getMetadata(): { nbgrader?: { grade_id: string } } }[];
        deleteCell(index: number): void;
      };
    };
  };
}

/** Run one of JupyterLab's commands. */
async function run(
  page: IJupyterLabPageFixture,
  command: string,
  args: Record<string, string> = {}
): Promise<void> {
  await page.evaluate(
    ([id, given]) => window.jupyterapp.commands.execute(id, given),
    [command, args] as const
  );
}

test('the strip stays with its answer', async ({ page }) => {
  const learner = new Learner(page);
  const strip = learner.strip(EXERCISE);
  const cell = learner.cell(EXERCISE);
  const prompt = cell.locator('.jp-InputPrompt');
  await learner.openExercise(EXERCISE);

  await test.step('with the tests as a quiet line below it, to unfold', async () => {
    const front = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
    const code = front.getByText('with expect.test(').first();
    await expect(code).toBeHidden();
    await front
      .getByRole('button', { name: /^\d+ checks? \(show\)$/ })
      .first()
      .click();
    await expect(code).toBeVisible();
    await front.getByRole('button', { name: /^\d+ checks? \(hide\)$/ }).click();
    await expect(code).toBeHidden();
  });

  await test.step('and Shift Enter leads on to the next answer', async () => {
    await cell.locator('.cm-content').click();
    await page.keyboard.press('Shift+Enter');
    const active = page.locator('.jp-Cell.jp-mod-active');
    await expect(
      active.getByRole('group', { name: /^Check for exercise/ })
    ).toBeInViewport();
    await expect(strip).toHaveCount(1);
    await expect(active.filter({ has: strip })).toHaveCount(0);
  });

  await test.step('and Alt Shift X to the next statement, which stays rendered', async () => {
    await cell.locator('.cm-content').click();
    await page.keyboard.press('Alt+Shift+X');
    const statement = page.locator('.jp-MarkdownCell.jp-mod-active');
    await expect(statement).toBeInViewport();
    await expect(statement).toHaveClass(/jp-mod-rendered/);
  });

  await test.step('when the cell moves', async () => {
    await prompt.click();
    await run(page, 'notebook:move-cell-down');
    await expect(strip).toHaveCount(1);
    await run(page, 'notebook:move-cell-up');
    await expect(strip).toHaveCount(1);
  });

  await test.step('when it is retyped', async () => {
    await prompt.click();
    await run(page, 'notebook:change-cell-to-markdown');
    await expect(cell).toHaveClass(/jp-MarkdownCell/);
    await run(page, 'notebook:change-cell-to-code');
    await expect(cell).toHaveClass(/jp-CodeCell/);
  });

  await test.step('when it is split: under the last half', async () => {
    await cell.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await run(page, 'notebook:split-cell-at-cursor');
    await expect(strip).toHaveCount(1);
    await expect(cell.locator('.cm-content')).not.toContainText('def ');
    await run(page, 'notebook:undo-cell-action');
    await expect(strip).toHaveCount(1);
    await expect(cell.locator('.cm-content')).toContainText('def ');
  });

  await test.step('when it is deleted, with a way back, and when it is brought back', async () => {
    await page.evaluate(exercise => {
      const { content } = window.jupyterapp.shell
        .currentWidget as unknown as INotebookWidget;
      const { sharedModel } = content.model;
      sharedModel.deleteCell(
        sharedModel.cells.findIndex(
          one => one.getMetadata().nbgrader?.grade_id === exercise
        )
      );
    }, EXERCISE);
    await expect(strip.getByText(/answer cell .* is missing/)).toBeVisible();
    await run(page, 'notebook:undo-cell-action');
    await expect(strip.getByText(/answer cell .* is missing/)).toHaveCount(0);
    await expect(cell.locator('.cm-content')).toContainText('def ');
  });

  await test.step('when the whole exercise is pasted twice, or moved about: restoring leaves the others alone', async () => {
    const grades = () =>
      page.evaluate(() => {
        const { content } = window.jupyterapp.shell
          .currentWidget as unknown as INotebookWidget;
        return content.model.sharedModel.cells.map(
          one => one.getMetadata().nbgrader?.grade_id
        );
      });
    const before = await grades();
    await page.evaluate(async exercise => {
      const { commands, shell } = window.jupyterapp;
      const { content } = shell.currentWidget as unknown as INotebookWidget;
      const { cells } = content.model.sharedModel;
      const statement = cells.findIndex(
        one => one.getMetadata().nbgrader?.grade_id === `${exercise}-statement`
      );
      content.activeCellIndex = statement;
      content.extendContiguousSelectionTo(statement + 2);
      await commands.execute('notebook:copy-cell');
      await commands.execute('notebook:paste-cell-below');
      await commands.execute('notebook:paste-cell-below');
    }, EXERCISE);
    expect(await grades()).toHaveLength(before.length + 6);
    await strip.getByRole('button', { name: 'Restore cells' }).click();
    await expect(strip.getByRole('status')).toContainText('Cells restored');
    expect(await grades()).toEqual(before);
    await run(page, 'notebook:undo-cell-action');
    expect(await grades()).toHaveLength(before.length + 6);
    await strip.getByRole('button', { name: 'Restore cells' }).click();
    await expect.poll(grades).toEqual(before);
    await expect(strip.getByRole('status')).toContainText('Cells restored');

    await cell.locator('.cm-content').click();
    await run(page, 'notebook:move-cell-down');
    await expect(strip).toContainText(
      'cells of this exercise are out of order'
    );
    await page.screenshot({ path: 'screenshots/cells-moved.png' });
    await strip.getByRole('button', { name: 'Restore cells' }).click();
    await expect.poll(grades).toEqual(before);
    await expect(cell.locator('.cm-content')).toContainText('def ');
    await expect(
      strip.getByRole('button', { name: 'Check', exact: true })
    ).toHaveAttribute('aria-disabled', 'false');
  });

  await test.step('in two views of one notebook, which tell the same', async () => {
    await run(page, 'docmanager:clone');
    const both = page.getByRole('group', {
      name: 'Check for exercise 4.2',
      exact: true
    });
    await expect(both).toHaveCount(2);
    await page.route('**/jupyterlab-homl/api/checks*', route => route.abort());
    await both
      .last()
      .getByRole('button', { name: 'Check', exact: true })
      .click();
    await expect(both.first().getByRole('status')).toContainText(
      'not reachable'
    );
    await expect(both.last().getByRole('status')).toContainText(
      'not reachable'
    );
  });
  expect(learner.broken).toEqual([]);
});

test('the strip helps when the server is away, with a solution that is closed, and with a reset', async ({
  page
}) => {
  test.setTimeout(150_000);
  const learner = new Learner(page);
  const strip = learner.strip(EXERCISE);
  const status = strip.getByRole('status');
  await learner.openExercise(EXERCISE);

  await test.step('away: text kept, tried again', async () => {
    await page.route('**/jupyterlab-homl/api/**', route => route.abort());
    await learner.check(EXERCISE);
    await expect(status).toContainText('Server not reachable');
    await expect(strip.getByText(/Retrying in \d s/)).toBeVisible();
    await page.unroute('**/jupyterlab-homl/api/**');
    await strip.getByRole('button', { name: 'Retry now' }).click();
    await expect(status).toContainText('Not answered yet', CHECK);
  });

  await test.step('the solution says when it opens', async () => {
    await strip
      .getByRole('button', { name: 'More actions for this exercise' })
      .click();
    await page.getByRole('menuitem', { name: 'Show the solution' }).click();
    await expect(strip.getByRole('region', { name: 'Solution' })).toContainText(
      /pass|attempt/
    );
    await strip.getByRole('button', { name: 'Hide solution' }).click();
  });

  await test.step('Run All goes on after an answer that stops and after tests that fail, in one line each', async () => {
    await learner.answer(EXERCISE, 'x = 1\nraise NotImplementedError("later")');
    await kernelIdle(page);
    await run(page, 'notebook:run-all-cells');
    const front = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
    const tests = front.locator('.jp-homl-TestsCell');
    await expect(
      tests.last().locator('.jp-OutputArea-output').first()
    ).toContainText(/^✗ .+: .+/, CHECK);
    await expect(
      tests.filter({ hasText: 'Not checked: the answer stopped at line 2.' })
    ).toHaveCount(1);
    const error = learner.cell(EXERCISE).locator('.jp-homl-CellError');
    await expect(
      error.getByText('NotImplementedError: later', { exact: true })
    ).toBeVisible();
    await expect(error.getByText('Stopped at line 2:')).toBeVisible();
    const traceback = front.getByText('(most recent call last)');
    await expect(traceback).toBeHidden();
    await error.scrollIntoViewIfNeeded();
    await page.screenshot({ path: 'screenshots/run-all.png' });
    await error.getByText('Traceback', { exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(traceback).toBeVisible();
    await expect(
      front.locator(
        '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]'
      )
    ).toHaveCount(0);
  });

  await test.step('a newer verdict takes the place of what tests printed, until they are run again', async () => {
    const line = page.getByText('Not checked: the answer stopped at line 2.');
    await expect(line).toBeVisible();
    await learner.check(EXERCISE);
    await expect(status).toContainText('Your code stopped at line 2', CHECK);
    await expect(line).toBeHidden();
    await run(page, 'notebook:run-all-cells');
    await expect(line).toBeVisible(CHECK);
  });

  await test.step('a reset asks first, and keeps a copy', async () => {
    await learner.answer(EXERCISE, 'mine = 1');
    await strip
      .getByRole('button', { name: 'More actions for this exercise' })
      .focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('A dated copy of the notebook is saved');
    await dialog.getByRole('button', { name: 'Reset' }).click();
    await expect(status).toContainText('Exercise reset', CHECK);
    await expect(learner.cell(EXERCISE).locator('.cm-content')).toContainText(
      'def '
    );
  });
});

test.describe('where cells outside the window are taken out of the page', () => {
  test.use({
    mockSettings: {
      ...galata.DEFAULT_SETTINGS,
      'jupyterlab-homl:panel': { welcomeAtStart: false },
      '@jupyterlab/notebook-extension:tracker': { windowingMode: 'full' }
    }
  });

  test('the strip comes back with its cell', async ({ page }) => {
    const learner = new Learner(page);
    await learner.openExercise('ch04-e01');
    await learner.openExercise('ch04-e06');
    await expect(learner.strip('ch04-e01')).toHaveCount(0);
    await learner.openExercise('ch04-e01');
    await expect(learner.strip('ch04-e01')).toHaveCount(1);
    // Below the editor, not above it.
    await expect(
      learner.cell('ch04-e01').locator('.jp-Cell-inputWrapper ~ .jp-homl-Strip')
    ).toHaveCount(1);
  });
});
