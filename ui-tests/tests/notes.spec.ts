/**
 * Notes: written on a paragraph, kept through a reload and a server that is gone, found, ticked,
 * deleted and brought back; cards; the Files tab.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@jupyterlab/galata';

import { CHAPTER, Learner, startAnew } from './learner';

test.beforeEach(startAnew);

/** Where the learner is; the server's clock shows UTC. */
const ZONE = 'America/Los_Angeles';
test.use({ timezoneId: ZONE });

const SHOTS = 'screenshots';

const THEMES = [
  ['light', 'JupyterLab Light'],
  ['dark', 'JupyterLab Dark']
] as const;

test('a learner writes notes on a lesson, and finds them again', async ({
  page
}) => {
  test.setTimeout(180_000);
  const learner = new Learner(page);
  const { panel } = learner;
  const run = (command: string, args: Record<string, string> = {}) =>
    page.evaluate(
      ([id, given]) => window.jupyterapp.commands.execute(id, given),
      [command, args] as const
    );
  const paragraph = page
    .locator('.jp-RenderedMarkdown p')
    .filter({ hasText: 'Which line is best?' });
  const editor = panel.getByRole('form', { name: 'New note' });
  const field = editor.getByRole('textbox');
  const note = panel.getByRole('listitem', {
    name: 'note on section 1, paragraph 2'
  });
  const mark = page.getByRole('button', { name: /^Show \d notes?$/ });

  await page.setViewportSize({ width: 1360, height: 900 });
  await learner.showPanel();
  await learner.unfold(CHAPTER);
  await panel.getByRole('button', { name: 'Open lesson' }).click();
  await page.sidebar.setWidth(300, 'left');
  await paragraph.waitFor();

  await test.step('the tab says how to begin', async () => {
    await panel.getByRole('tab', { name: /^Notes/ }).click();
    await expect(
      panel.getByText('Select a paragraph, then choose “Add note”.')
    ).toBeVisible();
  });

  await test.step('a double click selects a word, and prose stays as it is', async () => {
    await paragraph.dblclick();
    const word = await page.evaluate(() => String(document.getSelection()));
    expect(word.trim()).toMatch(/^\S+$/);
    const active = page.locator(
      '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-MarkdownCell.jp-mod-active'
    );
    await expect(active).toHaveClass(/jp-mod-rendered/);
    await page.keyboard.press('Enter');
    await expect(active).toHaveClass(/jp-mod-rendered/);
    await page.keyboard.press('ArrowDown');
    await expect(active.getByText('Which line is best?')).toHaveCount(0);
  });

  await test.step('a paragraph is selected, a note begun; the server is gone', async () => {
    await paragraph.click({ clickCount: 3, position: { x: 30, y: 8 } });
    await panel.getByRole('button', { name: 'Add note' }).click();
    await expect(editor).toContainText('Which line is best?');
    await field.fill('最小的均方误差。\n\n- [ ] 做一张人名卡片');
    await expect(editor).toContainText('browser keeps a draft');
    await page.route('**/jupyterlab-homl/api/notes*', route => route.abort());
    await editor.getByRole('button', { name: 'Save' }).click();
    await expect(editor.getByRole('alert')).toContainText('not reachable');
    await page.unroute('**/jupyterlab-homl/api/notes*');
  });

  await test.step('it is there after a reload, and saved', async () => {
    await page.reload({ waitForIsReady: false });
    await learner.showPanel();
    await panel.getByRole('tab', { name: /^Notes/ }).click();
    await expect(field).toHaveValue(/最小的均方误差/);
    const saving = page.waitForResponse(
      answer =>
        /\/jupyterlab-homl\/api\/notes(\?|$)/.test(answer.url()) &&
        answer.request().method() === 'POST'
    );
    await editor.getByRole('button', { name: 'Save' }).click();
    await expect(note).toContainText('最小的均方误差');
    const answer = await saving;
    expect(answer.request().headers()['homl-time-zone']).toBe(ZONE);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE });
    expect((await answer.json()).date).toBe(today.format());
    await expect(editor).toHaveCount(0);
    await expect(
      panel.getByRole('heading', { name: '01. A model, a cost' })
    ).toBeVisible();
    await expect(note.locator('[lang=zh]').first()).toBeVisible();
    await expect(
      panel.getByRole('tab', { name: 'Notes 1 to do' })
    ).toBeVisible();
  });

  await test.step('a task is ticked', async () => {
    await note.getByRole('checkbox', { name: '做一张人名卡片' }).check();
    await expect(
      panel.getByRole('tab', { name: 'Notes', exact: true })
    ).toBeVisible();
  });

  await test.step('the margin leads to it, and it leads to the paragraph', async () => {
    await run('homl:open-lesson', { lesson: 'ch04' });
    await expect(mark).toHaveText('『1』');
    await panel.getByRole('tab', { name: 'Road' }).click();
    await mark.click();
    await expect(note).toBeFocused();
    await note.getByRole('button', { name: /^Which line/ }).click();
    await expect(paragraph).toBeInViewport();
    const found = await new AxeBuilder({ page })
      .include('.jp-homl-NoteMarker')
      .include('.jp-homl-Notes')
      .analyze();
    expect(found.violations).toEqual([]);
    await page.screenshot({ path: `${SHOTS}/notes-lab.png` });
  });

  await test.step('the menu of a cell begins a note on a range of cells', async () => {
    await page.getByText('Twelve weights hang').last().click();
    // A prediction, a code cell, a figure, and the prose below them.
    for (let cell = 0; cell < 4; cell++) {
      await page.keyboard.press('Shift+ArrowDown');
    }
    await page
      .getByText('Both ways give the same rest length')
      .last()
      .click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Add note' }).click();
    await field.fill('On a range.');
    await editor.getByRole('button', { name: 'Save' }).click();
    const range = panel.getByRole('listitem', {
      name: /^note on section 1, paragraphs 1 to \d\d$/ // the first cell has six
    });
    await expect(range).toContainText('On a range.');
    await range.getByRole('button', { name: /^Delete/ }).click();
    await expect(range).toHaveCount(0);
  });

  await test.step('edited, deleted and brought back', async () => {
    await note.getByRole('button', { name: /^Edit/ }).click();
    await panel
      .getByRole('form', { name: 'Edit note' })
      .getByRole('textbox')
      .fill('Changed 『inside』.');
    await page.keyboard.press('Control+Enter');
    await expect(note).toContainText('Changed 『inside』.');
    await note.getByRole('button', { name: /^Delete/ }).click();
    await expect(note).toHaveCount(0);
    await panel.getByRole('button', { name: 'Undo' }).click();
    await expect(note).toContainText('Changed 『inside』.');
  });

  await test.step('imported, after a look', async () => {
    await panel.getByRole('button', { name: 'Import…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('nothing');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await expect(dialog.getByRole('alert')).toContainText('『 』');
    await dialog
      .getByRole('textbox')
      .fill('### 02. Downhill\n1-2『导入的笔记』（2020-11-11）');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await expect(dialog).toContainText('导入的笔记');
    await page.screenshot({ path: `${SHOTS}/notes-import.png` });
    await dialog.getByRole('button', { name: 'Add notes' }).click();
    await expect(panel.getByText('导入的笔记')).toBeVisible();
    await expect(panel.getByText('2020-11-11')).toBeVisible();
  });

  await test.step('cards of the course are taken over', async () => {
    await panel.getByRole('button', { name: /^Cards/ }).click();
    await panel.getByRole('button', { name: 'Cards from the course' }).click();
    await panel
      .getByRole('button', { name: 'Add Geoffrey Hinton to my cards' })
      .click();
    await expect(
      panel.getByRole('button', { name: 'Edit card Geoffrey Hinton' })
    ).toBeVisible();
  });

  await test.step('a link gets a state', async () => {
    await panel.getByRole('button', { name: /^Links/ }).click();
    const form = panel.getByRole('form', { name: 'New link' });
    await form.getByLabel('Address').fill('https://example.org/paper');
    await form.getByLabel('Title').fill('A paper');
    await form.getByRole('button', { name: 'Add link' }).click();
    const state = panel.getByRole('combobox', { name: /A paper/ });
    await state.selectOption('gone');
    await expect(state).toHaveValue('gone');
  });

  await test.step('a file is attached', async () => {
    await panel.getByRole('button', { name: /^Files/ }).click();
    await panel.getByRole('button', { name: 'Attach a file…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('or a file from your computer').setInputFiles({
      name: '论文.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4')
    });
    await dialog.getByRole('button', { name: 'Attach' }).click();
    await expect(
      panel.getByRole('button', { name: 'Detach 论文.pdf' })
    ).toBeVisible();
  });

  await test.step('all of it is found by words', async () => {
    const search = panel.getByRole('searchbox');
    await search.fill('changed inside');
    await expect(panel.getByText('1 notes, 0 cards found')).toBeVisible();
    await search.fill('');
    await expect(panel.getByText('导入的笔记')).toBeVisible();
  });

  await test.step('the Files tab tells where everything is', async () => {
    await run('homl:open-page', { tab: 'files' });
    const files = page.getByRole('tabpanel', { name: 'Files' });
    await expect(files.getByText('A paper')).toBeVisible();
    await expect(
      files.getByRole('button', { name: 'Folder with notes and cards' })
    ).toBeVisible();
    for (const [name, theme] of THEMES) {
      await page.theme.setTheme(theme);
      const found = await new AxeBuilder({ page })
        .include('.jp-homl-Notes')
        .include('.jp-homl-Files')
        .analyze();
      expect(found.violations, name).toEqual([]);
      expect(found.passes.length).toBeGreaterThan(5);
      await panel.screenshot({ path: `${SHOTS}/notes-panel-${name}.png` });
      await files.screenshot({ path: `${SHOTS}/notes-files-${name}.png` });
    }
  });
  expect(learner.broken).toEqual([]);
});
