/**
 * The first run: one button, goal, language, a first exercise that is really checked, the tour, and what the doctor found.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect as expectSoon, galata, test } from '@jupyterlab/galata';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';

import { CHECK, Learner, startAnew } from './learner';

test.beforeEach(startAnew);

/** Pages are loaded twice here, on machines that others use too. */
const expect = expectSoon.configure({ timeout: 20_000 });

const SHOTS = 'screenshots';

const THEMES = [
  ['light', 'JupyterLab Light'],
  ['dark', 'JupyterLab Dark'],
  ['contrast', 'JupyterLab Dark High Contrast']
] as const;

const EXERCISE = 'start-e01';

/** What the server would find on a machine without TensorFlow. */
const FINDINGS = {
  version: '0.1.0',
  at: '2026-11-22T10:00:00Z',
  findings: [
    {
      id: 'python',
      name: 'Python',
      ok: true,
      detail: { text: '3.12.1' },
      cure: null
    },
    {
      id: 'tensorflow',
      name: 'tensorflow',
      ok: false,
      detail: { text: 'not installed' },
      cure: {
        text: 'Chapters 10 to 19 need it: pip install tensorflow. Chapters 1 to 9 work without it.'
      }
    }
  ]
};

/** A topic of the self-check, rated so. */
function topic(
  id: string,
  title: string,
  can_do: string[],
  advice: string | null,
  ...ratings: { at: string; rating: number }[]
) {
  return { id, title, minutes: 90, can_do, ratings, advice, before: null };
}

/** The self-check as it is once tutorials are written; the first topic has been rated before. */
const TOPICS = [
  topic(
    'p1',
    'NumPy',
    [
      'Take from a 2-D array the rows whose second column is above the mean of that column, without a loop.',
      'Say, before running it, which shape comes out when arrays of shapes (5, 1) and (3,) are added.'
    ],
    'worth',
    { at: '2026-11-01T10:00:00Z', rating: 1 }
  ),
  topic(
    'p2',
    'pandas',
    [
      'Get, from a table of sales, the total of each month and shop in one expression.',
      'Join two tables on a column, and find the rows that had no partner.'
    ],
    null
  )
];

test.use({
  autoGoto: false,
  mockSettings: galata.DEFAULT_SETTINGS,
  // Galata waits for the launcher to be in front, which the first page is here.
  waitForApplication: async ({ baseURL }, use) => {
    await use(async page => {
      await page.locator('#jupyterlab-splash').waitFor({ state: 'detached' });
    });
  }
});

/** Pictures in all themes, and nothing for axe to find. */
async function look(
  page: IJupyterLabPageFixture,
  name: string,
  selector: string
): Promise<void> {
  for (const [short, theme] of THEMES) {
    await page.theme.setTheme(theme);
    const found = await new AxeBuilder({ page }).include(selector).analyze();
    expect(found.violations, `${name}, ${short}`).toEqual([]);
    expect(found.passes.length).toBeGreaterThan(5);
    await page.screenshot({ path: `${SHOTS}/${name}-${short}.png` });
  }
  await page.theme.setTheme(THEMES[0][1]);
}

test('a newcomer is welcomed, passes a first exercise, takes the tour, and hears of the machine', async ({
  page
}) => {
  test.setTimeout(300_000);
  await page.setViewportSize({ width: 1360, height: 900 });
  const learner = new Learner(page);
  const { panel } = learner;
  const welcome = page.getByRole('region', { name: 'Welcome' });
  const bubble = page.getByRole('dialog', { name: /./ });
  let topics: typeof TOPICS = [];
  await page.route('**/jupyterlab-homl/api/welcome*', async route => {
    const response = await route.fetch();
    const found = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: { ...found, begun: false, topics } });
  });
  await page.route('**/jupyterlab-homl/api/selfcheck*', async route => {
    const { rating } = route.request().postDataJSON() as { rating: number };
    const at = new Date().toISOString();
    const [first, second] = TOPICS;
    topics = [
      first,
      { ...second, ratings: [{ at, rating }], advice: 'enough' }
    ];
    const response = await page.request.get('/jupyterlab-homl/api/welcome');
    await route.fulfill({ json: { ...(await response.json()), topics } });
  });
  await page.route('**/jupyterlab-homl/api/doctor*', route =>
    route.fulfill({ json: FINDINGS })
  );
  await page.goto();

  await test.step('the page opens by itself, beside the panel', async () => {
    await expect(welcome.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(
      welcome.getByRole('button', { name: /^Start: one exercise, 3 min/ })
    ).toBeInViewport();
    await expect(panel.getByRole('button', { name: /^Start/ })).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('a goal is kept', async () => {
    await expect(welcome.getByText('What can you already do?')).toHaveCount(0);
    const kept = page.waitForResponse(/api\/goal/);
    await welcome.getByRole('radio', { name: /^Computer vision/ }).click();
    expect((await kept).status()).toBe(204);
    await welcome.getByRole('radio', { name: /^Decide later/ }).click();
    await expect(
      welcome.getByRole('radio', { name: /^Decide later/ })
    ).toBeChecked();
  });

  await test.step('the page is legible in every theme, and at 200 %', async () => {
    await look(page, 'welcome', '.jp-homl-Welcome');
    // As it is at 200 %.
    await page.setViewportSize({ width: 680, height: 450 });
    const surplus = await page
      .locator('.jp-homl-Welcome')
      .evaluate(node => node.scrollWidth - node.clientWidth);
    expect(surplus).toBe(0);
    await page.screenshot({ path: `${SHOTS}/welcome-narrow.png` });
    await page.setViewportSize({ width: 1360, height: 900 });
  });

  await test.step('the language is shown, and a change says how it comes about', async () => {
    const language = welcome.getByRole('combobox', { name: /^Language/ });
    await language.scrollIntoViewIfNeeded();
    await expect(language).toHaveValue('default');
    await language.selectOption('en');
    await expect(
      welcome.getByRole('button', { name: 'Change the language' })
    ).toBeVisible();
    await look(page, 'welcome-language', '.jp-homl-Welcome');
    topics = TOPICS;
    await welcome.getByRole('button', { name: 'Change the language' }).click();
    await expect(
      welcome.getByRole('radio', { name: /^Decide later/ })
    ).toBeChecked();
    await expect(
      welcome.getByRole('combobox', { name: /^Language/ })
    ).toHaveValue('en');
  });

  await test.step('where tutorials are written, one rates oneself, and is advised', async () => {
    const fold = welcome.locator('summary');
    await expect(fold).toContainText('1 of 2 rated');
    await expect(welcome.getByRole('group', { name: 'pandas' })).toBeHidden();
    await fold.focus();
    await page.keyboard.press('Enter');
    const pandas = welcome.getByRole('group', { name: 'pandas' });
    await expect(welcome.getByText('Worth your time:').last()).toBeVisible();
    await pandas.getByRole('radio').last().check();
    await expect(fold).toContainText('2 of 2 rated');
    await expect(welcome.getByText('You can skip:').last()).toBeVisible();
    await welcome.getByText('You can skip:').last().scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${SHOTS}/welcome-selfcheck.png` });
    topics = [];
    await page.reload(); // as Galata does it, which needs its own script in the page
  });

  await test.step('the first exercise fails as it was asked to, is mended, and passes', async () => {
    await welcome.getByRole('button', { name: /^Start: one/ }).click();
    const strip = learner.strip(EXERCISE);
    await strip.waitFor();
    for (const [divisor, words] of [
      ['8', 'Not yet'],
      ['len(numbers)', 'Passed']
    ]) {
      await learner.answer(
        EXERCISE,
        `def mean_of(numbers):\n    return sum(numbers) / ${divisor}`
      );
      await learner.check(EXERCISE);
      await expect(strip.getByRole('status').first()).toContainText(
        words,
        CHECK
      );
      if (divisor === '8') {
        await expect(strip.getByText(/a week has 7 days/)).toBeVisible();
        await look(page, 'first-exercise', '.jp-homl-Strip');
      }
    }
    // A word of joy, and where to go from here.
    await expect(
      strip.getByText('Well done! Your first exercise passes.')
    ).toBeVisible();
    await expect(
      strip.getByRole('button', { name: /^Go to (chapter|tutorial) \w+ · / })
    ).toBeVisible();
    await look(page, 'first-pass', '.jp-homl-Strip');
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('homl:open-welcome')
    );
    await expect(welcome.getByText(/Well done! .* 2 checks/)).toBeVisible();
    await expect(
      welcome.getByRole('button', { name: /^Go to (chapter|tutorial) \w+ · / })
    ).toBeVisible();
    await expect(
      panel.getByRole('button', { name: /^done 0 First steps/ })
    ).toBeVisible();
    await look(page, 'welcome-passed', '.jp-homl-Welcome');
  });

  await test.step('the tour is left and found again where it was', async () => {
    await welcome.getByRole('button', { name: 'Take the tour' }).click();
    await expect(bubble).toContainText('Step 1 of 6');
    await expect(bubble).toBeFocused();
    await look(page, 'tour-1', '.jp-homl-Tour');
    await bubble.getByRole('button', { name: 'Next' }).click();
    await expect(bubble).toContainText('Step 2 of 6');
    await expect(page.locator('.jp-homl-Tour-frame')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(bubble).toHaveCount(0);
    await page.menu.clickMenuItem('Help>Continue the tour (step 2 of 6)');
    await tourOn(page, bubble);
    // It ends at the work itself.
    await expect(
      page.getByRole('tab', { name: / · Lesson$/, selected: true }).last()
    ).toBeVisible();
  });

  await test.step('the panel tells of the machine, with the cure, until it is put away', async () => {
    const notice = panel.getByText('tensorflow: not installed');
    await expect(notice).toBeVisible();
    await panel.getByRole('button', { name: 'What to do' }).click();
    await expect(panel.getByText(/pip install tensorflow/)).toBeVisible();
    await look(page, 'doctor-notice', '#jp-homl-panel');
    await panel.getByRole('button', { name: 'All results' }).click();
    await expect(
      page.getByRole('heading', { name: 'What works on this machine' })
    ).toBeVisible();
    await look(page, 'doctor', '.jp-homl-Doctor');
    await panel.getByRole('button', { name: /^Dismiss/ }).click();
    await expect(notice).toHaveCount(0);
  });

  await test.step('each command says what it does, and is in palette or menu', async () => {
    const silent = await page.evaluate(async () => {
      const { commands } = window.jupyterapp;
      const ids = commands.listCommands().filter(id => id.startsWith('homl:'));
      const found: string[] = ids.length > 8 ? [] : ['no commands'];
      for (const id of ids) {
        const described = await commands.describedBy(id);
        if (!commands.label(id) || !commands.caption(id) || !described.args) {
          found.push(id);
        }
      }
      return found;
    });
    expect(silent).toEqual([]);
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('apputils:activate-command-palette')
    );
    const items = page.locator(
      '.lm-CommandPalette-item[data-command^="homl:"]'
    );
    await items.first().waitFor();
    const inPalette = await items.evaluateAll(nodes =>
      nodes.map(node => node.getAttribute('data-command'))
    );
    const absent = await page.evaluate(async known => {
      const { commands } = window.jupyterapp;
      const absentOnes: string[] = [];
      for (const id of commands.listCommands()) {
        const args = (await commands.describedBy(id)).args as {
          required?: string[];
        } | null;
        if (
          id.startsWith('homl:') &&
          commands.isVisible(id) && // what is for instructors only is not
          !known.includes(id) &&
          !args?.required?.length
        ) {
          absentOnes.push(id);
        }
      }
      return absentOnes;
    }, inPalette);
    expect(absent).toEqual([]);
  });
  expect(learner.broken).toEqual([]);
});

/** From the second step to the end: each has its element, and says so. */
async function tourOn(
  page: IJupyterLabPageFixture,
  bubble: Locator
): Promise<void> {
  for (const title of [
    'Start, then Continue',
    'A chapter',
    'Check',
    'Hints and solution',
    'Review and notes'
  ]) {
    await expect(bubble.getByRole('heading')).toHaveText(title);
    await expect(page.locator('.jp-homl-Tour-frame')).toBeVisible();
    await expect(bubble.locator('em')).toHaveCount(0);
    if (title === 'Check') {
      await look(page, 'tour-4', '.jp-homl-Tour');
    }
    await bubble
      .getByRole('button', {
        name: title === 'Review and notes' ? 'Start' : 'Next',
        exact: true
      })
      .click();
  }
  await expect(bubble).toHaveCount(0);
}
