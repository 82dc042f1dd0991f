/**
 * The road: found, narrowed, marked by keys, and as a picture on the course page.
 */
import { expect, test } from '@jupyterlab/galata';

import { accessible } from './accessible';
import { CHAPTER, Learner, startAnew } from './learner';

test.beforeEach(startAnew);

const THEMES = [
  ['light', 'JupyterLab Light'],
  ['dark', 'JupyterLab Dark'],
  ['contrast', 'JupyterLab Dark High Contrast']
] as const;

/** What is needed of the course to count its skills. */
interface ICourse {
  parts: { lessons: { skills?: object[] }[] }[];
}

test('the road in the panel is searched, narrowed and marked from the keyboard', async ({
  page
}) => {
  const learner = new Learner(page);
  const { panel } = learner;
  await learner.showPanel();
  const search = panel.getByRole('searchbox');
  const status = panel.getByRole('tabpanel').getByRole('status');

  await test.step('a search finds exercises and sections, and says how many', async () => {
    await search.fill('stochastic');
    await expect(
      panel.getByRole('button', { name: /4.6 Stochastic gradient descent/ })
    ).toBeVisible();
    await expect(status.first()).toContainText(/\d+ match/);
    await expect(panel.locator('mark').first()).toHaveText(/stochastic/i);
    // Its title does not say why it was found.
    await expect(
      panel.getByRole('button', {
        name: /4.7 What a sorted.*Skill: Stochastic gradient descent/
      })
    ).toBeVisible();
    await search.fill('loosen'); // a word of the prose only
    await expect(
      panel.getByRole('button', { name: /2 · Walking downhill.*loosen/ })
    ).toBeVisible();
    await page.screenshot({ path: 'screenshots/search.png' });
    await search.fill('xylophone');
    await expect(panel.getByText(/No matches. Try a term/)).toBeVisible();
    await search.press('Escape');
    await expect(learner.lesson(CHAPTER)).toBeVisible();
  });

  await test.step('arrows move, one key keeps the learner’s word and takes it back', async () => {
    await search.fill('ridge');
    await search.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    const row = panel.locator('button[data-row]:focus');
    const text = await row.locator('.jp-homl-Row-title').innerText();
    const [title] = text.split('\n');
    await page.keyboard.press('s');
    await expect(row).toContainText('skipped');
    await expect(status.first()).toContainText('skipped');
    await page.keyboard.press('s');
    await expect(row).not.toContainText('skipped');
    await expect(row).toContainText(title);
  });

  await test.step('the same from the context menu', async () => {
    await search.fill('');
    await learner.unfold(CHAPTER);
    const row = await learner.row('ch04-e02');
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Mark as learning' }).click();
    await expect(row).toContainText('learning');
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Remove the mark' }).click();
    await expect(row).not.toContainText('learning');
  });

  await test.step('narrowed to where one is stuck', async () => {
    await panel.getByRole('combobox').selectOption('stuck');
    await expect(
      panel.getByText('You’re not stuck on anything.')
    ).toBeVisible();
    await panel.getByRole('combobox').selectOption('all');
  });

  await test.step('the place in a lesson is kept', async () => {
    await learner.unfold(CHAPTER);
    await panel.getByRole('button', { name: 'Open lesson' }).first().click();
    const heading = page.getByRole('heading', { name: /^2 · Walking/ });
    await heading.scrollIntoViewIfNeeded();
    await heading.click();
    await expect(
      panel.getByRole('button', { name: /Last read: 2 · Walking/ }).first()
    ).toBeVisible();
  });
  expect(learner.broken).toEqual([]);
});

test('terms, exercises and sections are led to by name', async ({ page }) => {
  const learner = new Learner(page);
  const { panel } = learner;
  await learner.showPanel();
  const glossary = panel.locator('.jp-homl-Glossary');

  await test.step('a term that the search finds is shown in the glossary', async () => {
    await panel.getByRole('searchbox').fill('normal equation');
    await panel.getByRole('button', { name: /^normal equation/ }).click();
    await expect(
      panel.getByRole('tab', { name: 'Glossary', selected: true })
    ).toBeVisible();
    await expect(glossary.locator(':focus')).toContainText('正规方程');
    await accessible(page, '#jp-homl-panel', 'glossary');
    await page.screenshot({ path: 'screenshots/glossary.png' });
  });

  await test.step('a term’s section, and a term in it', async () => {
    await glossary
      .getByRole('button', { name: 'Chapter 4, §2' })
      .first()
      .click();
    const heading = page.getByRole('heading', { name: /^2 · Walking/ });
    await expect(heading).toBeInViewport();
    await page
      .getByRole('link', { name: 'Gradient descent', exact: true })
      .click();
    await expect(glossary.locator(':focus')).toContainText('梯度下降');
  });

  await test.step('an exercise that a lesson names, and its section', async () => {
    await page.getByRole('link', { name: '4.2', exact: true }).first().click();
    await expect(
      page.getByRole('heading', { name: /^4\.2 · Batch/ })
    ).toBeInViewport();
    await page.getByRole('link', { name: '§2', exact: true }).first().click();
    await expect(
      page.getByRole('heading', { name: /^2 · Walking/ })
    ).toBeInViewport();
  });
  expect(learner.broken).toEqual([]);
});

test('the course page shows the road as a picture, progress, editions and paths', async ({
  page
}) => {
  test.setTimeout(180_000);
  const learner = new Learner(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await learner.showPanel();
  const { panel } = learner;
  await panel.getByRole('button', { name: 'Course', exact: true }).click();
  const course = page.locator('#jp-homl-page-content');
  const card = course.getByRole('complementary');

  await test.step('a lesson shows what it leans on and leads to', async () => {
    await course
      .getByRole('button', { name: /to do 10 Neural networks/ })
      .click();
    await expect(card.getByRole('heading', { level: 3 })).toContainText(
      '10 · Neural networks with Keras'
    );
    await expect(card.getByText(/builds on lessons/)).toBeVisible();
    await expect(
      course.locator('.jp-homl-PrerequisiteEdges path').first()
    ).toBeAttached();
    await card.getByRole('button', { name: /4 Training linear/ }).click();
    await expect(card.getByRole('heading', { level: 3 })).toContainText('4 ·');
  });

  await test.step('a path is taken and left', async () => {
    await course.getByRole('tab', { name: 'Paths' }).click();
    const path = course
      .getByRole('listitem')
      .filter({ hasText: 'Straight to neural networks' });
    await path.getByRole('button', { name: 'Take this path' }).click();
    await course.getByRole('tab', { name: 'Road' }).click();
    await expect(course.getByText('step 1', { exact: true })).toBeVisible();
    await course.getByRole('tab', { name: 'Paths' }).click();
    await path.getByRole('button', { name: /Leave this path/ }).click();
    await expect(
      path.getByRole('button', { name: 'Take this path' })
    ).toBeVisible();
  });

  await test.step('progress: chapters, weeks, skills, what is due, and a goal of one’s own', async () => {
    await page.request.post('/jupyterlab-homl/api/reading', {
      data: { lesson: 'ch04', section: 1, state: 'read' }
    });
    const answer = await page.request.get('/jupyterlab-homl/api/course');
    const { parts } = (await answer.json()) as ICourse;
    const skills = parts
      .flatMap(part => part.lessons)
      .flatMap(lesson => lesson.skills ?? []);
    expect(skills.length).toBeGreaterThan(16);
    await course.getByRole('tab', { name: 'Progress' }).click();
    await expect(
      course.getByRole('button', { name: /Training.*0 of 8 core exercises/ })
    ).toBeVisible();
    for (const name of [
      /^Calendar of the last 12 weeks. Active days: 1. Minutes: 1.$/,
      /^Minutes this week: Mon .*, Sun/,
      new RegExp(
        `^Skills by level: mastered 0, .*, not started ${skills.length}.$`
      ),
      /^Line chart of exercises passed/
    ]) {
      await expect(course.getByRole('img', { name })).toBeVisible();
    }
    await expect(course.getByText('Nothing due yet')).toBeVisible();
    const goal = course.getByRole('combobox', { name: 'My goal for a week' });
    await expect(goal).toHaveValue('0');
    await expect(course.getByRole('progressbar')).toHaveCount(0);
    const kept = page.waitForResponse(/api\/weekly-goal/);
    await goal.selectOption('30');
    expect((await kept).status()).toBe(204);
    await expect(course.getByText('1 of 30 min')).toBeVisible();
    await course.getByRole('tab', { name: 'Paths' }).click();
    await course.getByRole('tab', { name: 'Progress' }).click();
    await expect(goal).toHaveValue('30');
    await course.getByText('Numbers by day').click();
    await expect(course.getByRole('row')).toHaveCount(2);
  });

  await test.step('every tab, in every theme, has nothing for axe to find', async () => {
    for (const [name, theme] of THEMES) {
      await page.theme.setTheme(theme);
      for (const tab of ['Road', 'Progress', 'Editions', 'Paths']) {
        await course.getByRole('tab', { name: tab, exact: true }).click();
        await expect(course.getByRole('tabpanel')).toBeVisible();
        await expect(course.getByText('Loading…')).toHaveCount(0);
        await accessible(page, '#jp-homl-page', `${tab}, ${name}`);
        await page.screenshot({
          path: `screenshots/page-${tab.toLowerCase()}-${name}.png`
        });
      }
      await accessible(page, '#jp-homl-panel', `panel, ${name}`);
    }
  });
  expect(learner.broken).toEqual([]);
});
