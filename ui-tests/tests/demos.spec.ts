/**
 * Quizzes as forms, and demos and questions that say so when they have no kernel.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@jupyterlab/galata';

import { CHECK, Learner, startAnew } from './learner';

test.beforeEach(startAnew);

const FRONT = '.jp-NotebookPanel:not(.lm-mod-hidden)';

/** What is used here of a notebook's session. */
interface ISessionContext {
  ready: Promise<void>;
  session: {
    kernel: {
      info: Promise<unknown>;
      requestCommInfo(content: object): Promise<unknown>;
    } | null;
  } | null;
  shutdown(): Promise<void>;
  restartKernel(): Promise<void>;
}

test('a quiz is a form that writes into its cell, by keyboard', async ({
  page
}) => {
  test.setTimeout(120_000);
  const learner = new Learner(page);
  const quiz = 'ch04-e11';
  await learner.openExercise(quiz);
  const cell = learner.cell(quiz);
  const form = cell.getByRole('form', { name: 'Your choices' });
  const editor = cell.locator('.cm-content');
  const group = (key: string) =>
    form.getByRole('group', { name: new RegExp(`^${key.slice(1)} `) });
  await expect(form.getByRole('group')).toHaveCount(6);
  await expect(group('q3')).toContainText('prints the costs 12, 15, 31');
  await expect(
    page.locator('.jp-MarkdownCell p:visible', { hasText: 'prints the costs' })
  ).toHaveCount(0);
  await expect(editor).toBeHidden();

  await test.step('a choice is written, and another by an arrow key', async () => {
    await group('q1').getByRole('radio', { name: /^a / }).focus();
    await page.keyboard.press('Space');
    await expect(editor).toContainText('"q1": "a"');
    await page.keyboard.press('ArrowDown');
    await expect(editor).toContainText('"q1": "b"');
    await expect(group('q1').getByRole('radio', { name: /^b / })).toBeFocused();
    await expect(form).toContainText('5 questions left');
    await page.keyboard.press('d');
    await page.keyboard.press('d'); // the notebook's key to delete a cell
    await expect(form).toBeVisible();
  });

  await test.step('what is written in the cell shows in the form', async () => {
    await form.getByRole('button', { name: 'Show the code' }).click();
    await learner.answer(
      quiz,
      'answers = {"q1": "c", "q2": "a", "q3": "d", "q4": "b", "q5": "a", "q6": "d"}'
    );
    await expect(group('q3').getByRole('radio', { name: /^d / })).toBeChecked();
    await expect(form).toContainText('You have answered every question');
    await expect(form).toContainText('You pass with 5 of 6 right');
    await page.screenshot({ path: 'screenshots/quiz-form.png' });
  });

  await test.step('Check tells what to look at again, and a change passes', async () => {
    await learner.check(quiz);
    const status = learner.strip(quiz).getByRole('status').first();
    await expect(status).toContainText('Passed: 5 of 6 right', CHECK);
    await expect(form).not.toContainText('You pass');
    const row = await learner.row(quiz);
    await expect(row).toHaveAccessibleName(/^passed/);
    await expect(row).not.toContainText('tried');
    await expect(group('q5')).toContainText('Right.');
    await expect(group('q6')).not.toContainText('Right.');
    await page.screenshot({ path: 'screenshots/quiz-judged.png' });
    await group('q6').getByRole('radio', { name: /^c / }).check();
    await learner.check(quiz);
    await expect(status).toContainText('Passed: all 6 right', CHECK);
  });

  const { violations } = await new AxeBuilder({ page })
    .include('.jp-homl-Quiz')
    .analyze();
  expect(violations).toEqual([]);
  expect(learner.broken).toEqual([]);
});

test('predictions are kept, and demos say what they want and get it', async ({
  page
}) => {
  test.setTimeout(240_000);
  const learner = new Learner(page);
  // Galata answers that a kernel was created, which JupyterLab takes for a restart that failed.
  await page.route('**/api/kernels/*/restart*', route => route.continue());
  await learner.showPanel();
  await page.evaluate(() =>
    window.jupyterapp.commands.execute('homl:open-lesson', { lesson: 'ch04' })
  );
  await expect(
    page.getByRole('tab', { name: '4 · Lesson', selected: true })
  ).toBeVisible();
  const cells = page.locator(`${FRONT} .jp-CodeCell`);
  const demo = cells.filter({ hasText: 'demos.learning_rate.show' }).first();
  const question = page
    .locator(FRONT)
    .getByRole('group', { name: /^Predict The readings were made/ });

  await test.step('a prediction is drawn without running anything', async () => {
    await question.scrollIntoViewIfNeeded();
    await question.getByLabel('exactly to 1.5').check();
    const said = page
      .locator('.jp-homl-Prediction')
      .first()
      .getByRole('status');
    await expect(said).toContainText('The errors do not cancel completely.');
    await page.screenshot({ path: 'screenshots/prediction.png' });
  });

  const hint = page.getByText('Press Shift+Enter to run the cell above.');

  await test.step('who has not run a cell yet is told how to', async () => {
    await expect(
      cells
        .filter({ hasText: 'import numpy as np' })
        .filter({ has: hint })
        .first()
    ).toBeVisible();
    await expect(hint).toHaveCount(1);
    await hint.scrollIntoViewIfNeeded();
    await page.screenshot({ path: 'screenshots/run-hint.png' });
  });

  await test.step('a demo without a kernel says so, and starts one', async () => {
    await page.evaluate(async () => {
      const { sessionContext } = window.jupyterapp.shell
        .currentWidget as unknown as { sessionContext: ISessionContext };
      // ipywidgets does not survive that its kernel goes while it asks it for its comms.
      await sessionContext.ready;
      const kernel = sessionContext.session?.kernel;
      await kernel?.info;
      await kernel?.requestCommInfo({ target_name: 'jupyter.widget' });
      await sessionContext.shutdown();
    });
    await demo.scrollIntoViewIfNeeded();
    await expect(demo).toContainText('This demo needs a running kernel');
    await page.screenshot({ path: 'screenshots/demo-note.png' });
    await demo
      .getByRole('button', { name: 'Start the kernel and run this cell' })
      .click();
    await expect(
      demo.getByRole('slider', { name: 'Learning rate' })
    ).toBeVisible({ timeout: 60_000 });
    await expect(demo).not.toContainText('needs a running kernel');
    await expect(hint).toHaveCount(0);
  });

  await test.step('it is moved by keys, and says in words what is to be seen', async () => {
    const words = demo.getByRole('status').filter({ hasText: 'In words' });
    const before = await words.textContent();
    await demo.getByRole('slider', { name: 'Learning rate' }).focus();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    await expect(words).not.toHaveText(before ?? '');
    await demo.scrollIntoViewIfNeeded();
    await page.screenshot({ path: 'screenshots/demo-runs.png' });
  });

  const other = cells.filter({ hasText: 'demos.penalties.show' }).first();
  const bar = page.getByRole('note').filter({ hasText: 'stopped with their' });
  const bothRun = async () => {
    for (const one of [other, demo]) {
      await one.scrollIntoViewIfNeeded();
      await expect(one.getByRole('slider').first()).toBeVisible({
        timeout: 60_000
      });
    }
    await expect(bar).toHaveCount(0);
  };
  const bringBack = async () => {
    // After a reload this waits for a new kernel.
    await expect(bar).toContainText('2 demos stopped with their kernel', {
      timeout: 60_000
    });
    await expect(
      cells.getByText('model not found').filter({ visible: true })
    ).toHaveCount(0);
    await bar.getByRole('button', { name: 'Bring them all back' }).click();
    await bothRun();
  };

  const restart = () =>
    page.evaluate(async () => {
      const { sessionContext } = window.jupyterapp.shell
        .currentWidget as unknown as { sessionContext: ISessionContext };
      await sessionContext.restartKernel();
    });

  await test.step('a lone demo of a kernel that restarted is brought back, too', async () => {
    await restart();
    await expect(demo).toContainText('This demo stopped with its kernel.');
    await expect(page.locator('.jp-homl-DemoBar')).toHaveCount(0);
    await page.screenshot({ path: 'screenshots/demo-stopped.png' });
    await demo.getByRole('button', { name: 'Bring it back' }).click();
    await expect(demo.getByRole('slider').first()).toBeVisible({
      timeout: 60_000
    });
  });

  await test.step('demos of a kernel that restarted are brought back at once', async () => {
    await other.scrollIntoViewIfNeeded();
    await other.getByRole('button', { name: 'Run this cell' }).click();
    await bothRun();
    await restart();
    await expect(bar).toBeVisible();
    await page.screenshot({ path: 'screenshots/demos-stopped.png' });
    await bringBack();
  });

  await test.step('they and a prediction are there again when the page is', async () => {
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('docmanager:save')
    );
    await page.reload({ waitForIsReady: false });
    await question.scrollIntoViewIfNeeded();
    await expect(question.getByLabel('exactly to 1.5')).toBeChecked();
    await bothRun();
    await expect(hint).toHaveCount(0);
  });

  /** End all kernels, as a server does that ends itself. */
  const endKernels = async () => {
    const answer = await page.request.get('/api/kernels');
    for (const { id } of (await answer.json()) as { id: string }[]) {
      await page.request.delete(`/api/kernels/${id}`);
    }
  };

  await test.step('demos of a kernel that ended are brought back by another', async () => {
    await endKernels();
    await page.evaluate(() =>
      window.jupyterapp.serviceManager.sessions.refreshRunning()
    );
    await bringBack();
  });

  await test.step('so are those of a server that started again', async () => {
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('docmanager:save')
    );
    await endKernels();
    await page.reload({ waitForIsReady: false });
    await demo.scrollIntoViewIfNeeded();
    await bringBack();
  });

  const { violations } = await new AxeBuilder({ page })
    .include(`${FRONT} .jp-OutputArea`)
    .include(`${FRONT} .jp-homl-Prediction`)
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0].html])).toEqual([]);
  expect(learner.broken).toEqual([]);
});
