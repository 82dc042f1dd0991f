/**
 * The whole way in Simplified Chinese: road, page, a check that fails and one that passes, notes and review.
 */
import { expect, galata, test } from '@jupyterlab/galata';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { APIRequestContext } from '@playwright/test';

import { accessible } from './accessible';
import { CHECK, RIGHT, WRONG, kernelIdle, startAnew } from './learner';

/** The notebook in front, as far as it is used here. */
interface INotebookWidget {
  content: {
    activeCellIndex: number;
    widgets: {
      model: { getMetadata(key: string): { grade_id: string } | undefined };
    }[];
  };
}

/**
 * What JupyterLab's server keeps of this learner: it translates settings, and kernels speak its
 * language. Galata would keep them in the page.
 */
const SETTINGS = {
  ...galata.DEFAULT_SETTINGS,
  '@jupyterlab/translation-extension:plugin': { locale: 'zh_CN' },
  'jupyterlab-homl:panel': { welcomeAtStart: false }
};

async function keep(
  request: APIRequestContext,
  settings: Record<string, object>
): Promise<void> {
  for (const [plugin, given] of Object.entries(settings)) {
    const answer = await request.put(`/lab/api/settings/${plugin}`, {
      data: { raw: JSON.stringify(given) }
    });
    expect(answer.ok(), plugin).toBe(true);
  }
}

test.beforeEach(async ({ request }) => {
  startAnew();
  await keep(request, SETTINGS);
});

test.afterEach(async ({ request }) => {
  const plugins = Object.keys(SETTINGS);
  await keep(request, Object.fromEntries(plugins.map(id => [id, {}])));
});

test.use({
  timezoneId: 'Asia/Shanghai',
  // Galata waits for a tab that is called Launcher.
  waitForApplication: async ({}, use) => {
    await use(async page => {
      await page.locator('#jp-homl-panel h3').first().waitFor();
    });
  },
  mockSettings: false
});

/**
 * The lines of a surface that are English: what the translation has missed.
 *
 * #### Notes
 * Names of libraries and titles of books stand in Chinese lines too; a line of nothing else is no sentence.
 */
async function english(
  page: IJupyterLabPageFixture,
  selector: string
): Promise<string[]> {
  const text = await page.locator(selector).first().innerText();
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => /[A-Za-z]{3,} [A-Za-z]{2,}/.test(line))
    .filter(line => !/[\u4e00-\u9fff]/.test(line));
}

test('路线、检查、笔记和复习都是中文', async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 1440, height: 900 });
  const zones = new Set<string | undefined>();
  page.on('request', request => {
    if (request.url().includes('/jupyterlab-homl/api/')) {
      zones.add(request.headers()['homl-time-zone']);
    }
  });
  const panel = page.locator('#jp-homl-panel');
  await page.sidebar.openTab('jp-homl-panel');
  await panel.getByRole('heading', { level: 3 }).first().waitFor();

  await test.step('the road', async () => {
    await expect(panel.getByRole('tab').first()).toContainText('学习路线');
    await expect(
      panel.getByRole('button', { name: /训练线性模型/ }).first()
    ).toBeVisible();
    expect(await english(page, '#jp-homl-panel')).toEqual([]);
    await panel.getByRole('searchbox').fill('梯度');
    await expect(
      panel.getByRole('button', { name: /随机梯度下降/ }).first()
    ).toBeVisible();
    await panel.getByRole('searchbox').fill('');
    await page.screenshot({ path: 'screenshots/zh-road.png' });
  });

  await test.step('the course page', async () => {
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('homl:open-page')
    );
    const course = page.locator('#jp-homl-page-content');
    for (const tab of await course.getByRole('tab').all()) {
      await tab.click();
      await expect(course.getByRole('tabpanel')).toBeVisible();
      await expect(course.locator('.jp-homl-mod-spinning')).toHaveCount(0);
      // Titles of papers and of pages of libraries are cited as they were printed.
      const missed = (await english(page, '#jp-homl-page-content')).filter(
        line => !/\d{4}$|^[\w-]+( [\w-]+)?: /.test(line)
      );
      expect(missed, (await tab.textContent()) ?? '').toEqual([]);
    }
    await course.getByRole('tab').first().click();
    await page.screenshot({ path: 'screenshots/zh-page.png' });
  });

  const strip = page.locator(
    '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-homl-Strip[data-exercise="ch04-e01"]'
  );
  const editor = page.locator(
    '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell:has(.jp-homl-Strip[data-exercise="ch04-e01"]) .cm-content'
  );
  const check = async (source: string): Promise<void> => {
    await editor.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(source);
    await strip.getByRole('button', { name: '检查', exact: true }).click();
  };

  await test.step('a wrong answer is told why, a right one passes', async () => {
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('homl:open-exercise', {
        exercise: 'ch04-e01'
      })
    );
    await strip.waitFor();
    await check(WRONG);
    await expect(strip.getByRole('status').first()).toContainText(
      '尚未通过',
      CHECK
    );
    await expect(strip).toContainText('偏置');
    expect(
      await english(page, '.jp-homl-Strip[data-exercise="ch04-e01"]')
    ).toEqual([]);
    await strip.scrollIntoViewIfNeeded();
    await page.screenshot({ path: 'screenshots/zh-failed.png' });
    // So does the kernel, which was started for this page.
    await kernelIdle(page);
    await page.evaluate(async () => {
      const { commands, shell } = window.jupyterapp;
      const { content } = shell.currentWidget as unknown as INotebookWidget;
      content.activeCellIndex = content.widgets.findIndex(({ model }) =>
        model.getMetadata('nbgrader')?.grade_id.startsWith('ch04-e01-tests')
      );
      await commands.execute('notebook:run-cell');
    });
    const printed = page
      .locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-homl-TestsCell')
      .first()
      .locator('.jp-OutputArea-output');
    await expect(printed).toContainText(/^✗ .*[\u4e00-\u9fff]{4}/, CHECK);
    await page.screenshot({ path: 'screenshots/zh-printed.png' });
    await check('def normal_equation(X, y):\n    return np.zeros(3) @ X');
    await expect(strip).toContainText(/第 2 行/, CHECK);
    await check(RIGHT);
    await expect(strip.getByRole('status').first()).toContainText(
      '已通过',
      CHECK
    );
    await accessible(page, '.jp-homl-Strip', 'zh');
    // Prose and code are read as English, what is about them as Chinese.
    const languages = await strip.evaluate(node => {
      const language = (element: Element | null | undefined) =>
        element?.closest<HTMLElement>('[lang]')?.lang.replace('_', '-');
      const notebook = node.closest('.jp-Notebook');
      return {
        page: document.documentElement.lang.replace('_', '-'),
        prose: language(notebook?.querySelector('.jp-RenderedMarkdown p')),
        code: language(notebook?.querySelector('.cm-content')),
        strip: language(node)
      };
    });
    expect(languages).toEqual({
      page: 'zh-CN',
      prose: 'en',
      code: 'en',
      strip: 'zh-CN'
    });
  });

  await test.step('review and notes', async () => {
    for (const name of [/复习/, /笔记/]) {
      await panel.getByRole('tab', { name }).click();
      await expect(panel.locator('.jp-homl-mod-spinning')).toHaveCount(0);
      expect(await english(page, '#jp-homl-panel')).toEqual([]);
    }
    await accessible(page, '#jp-homl-panel', 'zh');
    expect([...zones]).toEqual(['Asia/Shanghai']);
  });

  await test.step('settings, menu and commands', async () => {
    await page.menu.open('查看>机器学习实战');
    await expect(
      page.getByRole('menuitem', { name: '继续学习课程' })
    ).toBeVisible();
    await page.screenshot({ path: 'screenshots/zh-menu.png' });
    await page.menu.closeAll();
    const labels = await page.evaluate(() => {
      const { commands } = window.jupyterapp;
      return commands
        .listCommands()
        .filter(id => id.startsWith('homl:'))
        .map(id => commands.label(id));
    });
    expect(labels.filter(label => !/[\u4e00-\u9fff]/.test(label))).toEqual([]);
    await page.evaluate(() =>
      window.jupyterapp.commands.execute('settingeditor:open')
    );
    const editor = page.locator('#setting-editor');
    for (const [plugin, setting] of [
      ['机器学习实战', '课文与练习并排显示'],
      ['机器学习实战：练习', '保存时检查']
    ]) {
      await editor.getByText(plugin, { exact: true }).first().click();
      await expect(editor.getByText(setting).first()).toBeVisible();
    }
    await page.screenshot({ path: 'screenshots/zh-settings.png' });
  });
});
