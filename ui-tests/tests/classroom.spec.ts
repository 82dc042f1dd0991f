/**
 * The instructor's side: an assignment from its making to its marks, on the page about the class.
 */
import * as fs from 'fs';
import * as path from 'path';

import { expect, test } from '@jupyterlab/galata';

import { accessible } from './accessible';
import { CHECK, Learner, PROGRESS, startAnew } from './learner';

/** The folder in which the server was started; with these files it is a course. */
const ROOT = path.join(path.dirname(PROGRESS), '..');
const FOLDERS = ['source', 'release', 'submitted', 'autograded', 'exchange'];
const FILES = ['nbgrader_config.py', 'gradebook.db'];

const PAGE = '.jp-homl-Class';

/** A cell of the instructor's notebook. */
function cell(name: string, source: string, more: object): object {
  return {
    cell_type: 'code',
    id: name,
    execution_count: null,
    outputs: [],
    source,
    metadata: {
      nbgrader: {
        schema_version: 3,
        grade_id: name,
        grade: false,
        solution: false,
        locked: false,
        task: false,
        ...more
      }
    }
  };
}

/** Make a course with one assignment, which asks for the double of a number. */
function makeCourse(): void {
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: {
        name: 'python3',
        language: 'python',
        display_name: 'Python 3'
      }
    },
    cells: [
      cell(
        'double',
        '### BEGIN SOLUTION\ndef double(x):\n    return 2 * x\n### END SOLUTION',
        { solution: true }
      ),
      cell('double-tests', 'assert double(4) == 8', {
        grade: true,
        locked: true,
        points: 3
      })
    ]
  };
  const folder = path.join(ROOT, 'source', 'hw1');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'work.ipynb'), JSON.stringify(notebook));
  const exchange = path.join(ROOT, 'exchange');
  fs.mkdirSync(exchange, { recursive: true });
  fs.chmodSync(exchange, 0o777);
  fs.writeFileSync(
    path.join(ROOT, 'nbgrader_config.py'),
    [
      'c = get_config()',
      'c.CourseDirectory.course_id = "demo"',
      `c.Exchange.root = ${JSON.stringify(exchange)}`,
      ''
    ].join('\n')
  );
}

/** Put what a learner hands in where nbgrader collects it. */
function handIn(student: string, answer: string): void {
  const released = path.join(ROOT, 'release', 'hw1', 'work.ipynb');
  const notebook = JSON.parse(fs.readFileSync(released, 'utf8'));
  notebook.cells[0].source = answer;
  const time = '2026-11-20 18:00:00.000000 UTC';
  const folder = path.join(
    ROOT,
    'exchange/demo/inbound',
    `${student}+hw1+${time}`
  );
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'work.ipynb'), JSON.stringify(notebook));
  fs.writeFileSync(path.join(folder, 'timestamp.txt'), time);
}

test.beforeEach(() => {
  startAnew();
  makeCourse();
});
test.afterEach(() => {
  for (const name of [...FOLDERS, ...FILES]) {
    fs.rmSync(path.join(ROOT, name), { recursive: true, force: true });
  }
});

test('an instructor takes an assignment from its making to its marks', async ({
  page
}) => {
  test.setTimeout(240_000);
  const learner = new Learner(page);
  await learner.showPanel();
  const view = page.locator(PAGE);
  const row = view.getByRole('row').filter({ hasText: 'hw1' });
  const outcome = row.getByRole('status');
  const step = async (name: string, words: RegExp): Promise<void> => {
    await row.getByRole('button', { name, exact: true }).click();
    await expect(outcome).toHaveText(words, CHECK);
  };

  await test.step('the panel leads to the class', async () => {
    await learner.panel.getByRole('button', { name: 'Open the class' }).click();
    await expect(view.getByRole('heading', { name: 'Class demo' })).toBeVisible(
      CHECK
    );
    await expect(row).toContainText('not generated');
    await accessible(page, PAGE, 'assignments');
  });

  await test.step('each step says how it went, and the next one is at hand', async () => {
    await step('Generate', /^Generated/);
    await expect(row).toContainText('generated, not released');
    await step('Release', /^Released/);
    handIn('ada', 'def double(x):\n    return x + x');
    handIn('bob', 'def double(x):\n    return x ** 2');
    await view.getByRole('button', { name: 'Refresh' }).click();
    await expect(row).toContainText('+2 to collect');
    await step('Collect', /^Collected/);
    await step('Grade', /^Graded/);
    await expect(row).toContainText('50%');
    await page.screenshot({ path: 'screenshots/class.png' });
  });

  await test.step('learners by exercises: searched, sorted, filtered', async () => {
    await row.getByRole('button', { name: 'hw1', exact: true }).click();
    await expect(view.getByRole('heading', { name: 'hw1' })).toBeFocused();
    const names = view.locator('tbody tr[data-index] th');
    await expect(names).toHaveText(['ada', 'bob']);
    const points = view.getByRole('columnheader', { name: /^Points/ });
    await points.getByRole('button').click();
    await expect(points).toHaveAttribute('aria-sort', 'descending');
    await points.getByRole('button').click();
    await expect(points).toHaveAttribute('aria-sort', 'ascending');
    await expect(names).toHaveText(['bob', 'ada']);
    await view.getByRole('searchbox').fill('AD');
    await expect(names).toHaveText(['ada']);
    await view.getByRole('searchbox').fill('');
    await view.getByRole('combobox').selectOption('missing');
    await expect(view.getByText('0 learners')).toBeVisible();
    await view.getByRole('combobox').selectOption('');
    await accessible(page, PAGE, 'board');
    await page.screenshot({ path: 'screenshots/class-board.png' });
    const download = page.waitForEvent('download');
    await view.getByRole('button', { name: 'Export CSV' }).click();
    const file = await (await download).path();
    expect(fs.readFileSync(file, 'utf8')).toMatch(/\nbob,.*,graded,0,3,/);
  });

  await test.step('a due date for all, and more time for one', async () => {
    const bob = view.getByRole('row').filter({ hasText: 'bob' });
    await view.getByLabel('Due date').fill('2026-11-19T18:00');
    await view.getByRole('button', { name: 'Save' }).click();
    await expect(bob).toContainText('24 hours late');
    await bob.getByRole('button', { name: 'bob' }).click();
    await expect(view.getByRole('heading', { name: 'bob' })).toBeFocused();
    await view.getByLabel('Extend until').fill('2026-11-18T18:00');
    await view.getByRole('button', { name: 'Save' }).click();
    await expect(view.getByRole('alert')).toContainText('after the due date');
    await view.getByLabel('Extend until').fill('2026-11-21T18:00');
    await view.getByRole('button', { name: 'Save' }).click();
    await expect(view.getByText(/extended$/)).toBeVisible();
    await expect(view.getByRole('alert')).toHaveCount(0);
    await accessible(page, PAGE, 'one learner');
    await page.screenshot({ path: 'screenshots/class-learner.png' });
    await view.getByRole('button', { name: /All learners/ }).click();
    await expect(bob).toContainText('extended');
    await expect(bob).not.toContainText('late');
  });

  await test.step('mistakes have names only in exercises of this course', async () => {
    await view.getByRole('button', { name: 'Mistakes' }).click();
    await expect(view.getByRole('alert')).toContainText(
      'has no exercise of this course'
    );
    await view.getByRole('button', { name: /All assignments/ }).click();
    await expect(row).toBeVisible();
  });
});
