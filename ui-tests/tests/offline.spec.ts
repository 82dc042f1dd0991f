/**
 * Without the server's goodwill: gone, slow, older, its disk full. It is said, nothing is lost, and it recovers by itself.
 */
import { expect, test } from '@jupyterlab/galata';

import { CHAPTER, CHECK, Learner, startAnew } from './learner';

test.beforeEach(startAnew);

const API = '**/jupyterlab-homl/api/**';
const FULL =
  'Your progress cannot be written: no space left on device. Free some space.';

test('the road and the strip when the server is gone, slow, older, or its disk full', async ({
  page
}) => {
  test.setTimeout(180_000);
  const learner = new Learner(page);
  const { panel } = learner;
  const alert = panel.getByRole('alert');
  const refresh = () =>
    page.evaluate(() =>
      window.jupyterapp.commands.execute('homl:refresh-course')
    );
  await learner.openExercise('ch04-e01');
  const strip = learner.strip('ch04-e01');

  /** How the server is to be; requests to its other parts are let through. */
  let mood: 'well' | 'gone' | 'slow' | 'older' | 'full' = 'well';
  /** A slow server answers when what is seen meanwhile has been looked at. */
  let haveLooked = () => {};
  const looked = new Promise<void>(resolve => {
    haveLooked = resolve;
  });
  await page.route(API, async route => {
    const asksCourse = route.request().url().includes('/api/course');
    if (mood === 'gone') {
      await route.abort();
    } else if (mood === 'slow' && asksCourse) {
      await looked;
      await route.continue();
    } else if (mood === 'older' && asksCourse) {
      const response = await route.fetch();
      const course = (await response.json()) as Record<string, unknown>;
      // An older server tells less.
      delete course.next_up;
      delete course.review;
      await route.fulfill({ response, json: { ...course, version: '0.0.1' } });
    } else if (mood === 'full' && route.request().method() === 'POST') {
      await route.fulfill({
        status: 507,
        json: { message: FULL, problem: { id: FULL, values: {}, text: FULL } }
      });
    } else {
      await route.continue();
    }
  });

  await test.step('gone: said, the road stays, and it recovers by itself', async () => {
    mood = 'gone';
    await refresh();
    await expect(alert).toContainText('Server not reachable');
    await expect(learner.lesson(CHAPTER)).toBeVisible();
    mood = 'well';
    await expect(alert).toHaveCount(0, { timeout: 30_000 });
  });

  await test.step('slow: what was there stays until the new has come', async () => {
    mood = 'slow';
    const done = refresh();
    await expect(learner.lesson(CHAPTER)).toBeVisible();
    haveLooked();
    await done;
    await expect(learner.lesson(CHAPTER)).toBeVisible();
    await expect(alert).toHaveCount(0);
  });

  await test.step('older: both versions are named, and what to do', async () => {
    mood = 'older';
    await refresh();
    await expect(alert).toContainText(/server has version 0\.0\.1. Reload/);
    await expect(learner.lesson(CHAPTER)).toBeVisible();
    mood = 'well';
    await refresh();
    await expect(alert).toHaveCount(0);
  });

  await test.step('disk full: the server’s sentence, and the text is kept', async () => {
    mood = 'full';
    await learner.answer('ch04-e01', 'mine = "typed with care"');
    await learner.check('ch04-e01');
    await expect(strip).toContainText('Free some space', CHECK);
    await expect(learner.cell('ch04-e01').locator('.cm-content')).toContainText(
      'typed with care'
    );
    mood = 'well';
    await learner.check('ch04-e01');
    await expect(strip).not.toContainText('Free some space');
    await expect(strip).not.toContainText('Checking', CHECK);
  });
  expect(learner.broken).toEqual([]);
});

test('panel and page keep their layout at 200 % and from right to left', async ({
  page
}) => {
  test.setTimeout(120_000);
  const learner = new Learner(page);
  await learner.showPanel();
  await page.evaluate(() =>
    window.jupyterapp.commands.execute('homl:open-page')
  );
  const surfaces = ['#jp-homl-panel', '#jp-homl-page-content'];
  /** By how much what a surface holds is wider than it. */
  const overflow = (selector: string) =>
    page
      .locator(selector)
      .evaluate(node => node.scrollWidth - node.clientWidth);

  await test.step('twice as large, in a window of 1280', async () => {
    // A zoom of 200 % is half as many pixels of the style sheet.
    await page.setViewportSize({ width: 640, height: 480 });
    for (const surface of surfaces) {
      expect(await overflow(surface), surface).toBeLessThanOrEqual(1);
    }
    await page.screenshot({ path: 'screenshots/zoom.png' });
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('from right to left', async () => {
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    for (const surface of surfaces) {
      expect(await overflow(surface), surface).toBeLessThanOrEqual(1);
    }
    await page.screenshot({ path: 'screenshots/rtl.png' });
    const first = learner.lesson(CHAPTER);
    await first.focus();
    await page.keyboard.press('ArrowLeft');
    await expect(first).toHaveAttribute('aria-expanded', 'true');
  });

  await test.step('nothing turns for who wants no motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const name = await page.evaluate(() => {
      const node = document.createElement('span');
      node.className = 'jp-homl-Icon jp-homl-mod-spinning';
      node.innerHTML = '<span><svg></svg></span>';
      document.querySelector('#jp-homl-panel')?.append(node);
      const parts = [node, ...Array.from(node.querySelectorAll('*'))];
      const names = parts.map(part => getComputedStyle(part).animationName);
      node.remove();
      return names;
    });
    expect(new Set(name)).toEqual(new Set(['none']));
  });
});
