/**
 * What a learner does, in the words of the page: by role and text wherever there are any.
 */
import * as fs from 'fs';
import * as path from 'path';

import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';

/** What the server, one for each worker, keeps of its learner. */
const ROOT = path.join(
  __dirname,
  '../.server',
  process.env.TEST_PARALLEL_INDEX ?? '0',
  'root'
);

/** The database of their progress. */
export const PROGRESS = path.join(ROOT, '.homl/progress.sqlite');

/** Begin as somebody who has done nothing yet, whatever other tests did; the server makes a new database. */
export function startAnew(): void {
  fs.rmSync(PROGRESS, { force: true });
  fs.rmSync(path.join(ROOT, 'notes'), { recursive: true, force: true });
}

/** Checks run in processes that start cold, on machines that others use too. */
export const CHECK = { timeout: 60_000 };

/** A wrong answer to the first exercise of chapter 4: it forgets the bias column. */
export const WRONG = `def normal_equation(X, y):
    return np.linalg.pinv(X) @ y`;

/** A right one. */
export const RIGHT = `def normal_equation(X, y):
    return np.linalg.pinv(np.c_[np.ones(len(X)), X]) @ y`;

/** Chapter 4's row. */
export const CHAPTER = /\b4 Training/;

/** The notebook in front. */
const FRONT = '.jp-NotebookPanel:not(.lm-mod-hidden)';

/** What is needed of the course to find a title. */
interface ICourse {
  parts: { lessons: { exercises: { id: string; title: string }[] }[] }[];
}

/** The notebook in front, as far as its kernel is asked for. */
interface ISessionWidget {
  sessionContext: { session: { kernel: { status: string } | null } | null };
}

/** Wait for the kernel of the notebook in front: JupyterLab drops what is run before there is one. */
export async function kernelIdle(page: IJupyterLabPageFixture): Promise<void> {
  await page.waitForFunction(() => {
    const { sessionContext } = window.jupyterapp.shell
      .currentWidget as unknown as ISessionWidget;
    return sessionContext.session?.kernel?.status === 'idle';
  });
}

/** Somebody at the page. */
export class Learner {
  /**
   * @param page - The page; what breaks on it is kept in `broken`.
   */
  constructor(readonly page: IJupyterLabPageFixture) {
    page.on('pageerror', error => this.broken.push(error.message));
  }

  /** What broke on the page. */
  readonly broken: string[] = [];

  get panel(): Locator {
    return this.page.getByRole('region', { name: 'Hands-On ML', exact: true });
  }

  /** A lesson's row in the panel. */
  lesson(title: string | RegExp): Locator {
    return this.panel
      .getByRole('heading', { level: 4 })
      .getByRole('button', { name: title });
  }

  /** Show the panel with its rows. */
  async showPanel(): Promise<void> {
    // Before the layout is restored, a click would open the tab and the next one close it.
    await this.page.waitForFunction(() => window.jupyterapp !== undefined);
    await this.page.evaluate(async () => {
      await window.jupyterapp.restored;
    });
    await this.page.sidebar.openTab('jp-homl-panel');
    await this.panel.getByRole('heading', { level: 3 }).first().waitFor();
  }

  /** Unfold a lesson. */
  async unfold(title: string | RegExp): Promise<void> {
    const row = this.lesson(title);
    if ((await row.getAttribute('aria-expanded')) !== 'true') {
      await row.click();
    }
  }

  /** An exercise's row in the panel; its title is the course's own. */
  async row(exercise: string): Promise<Locator> {
    const answer = await this.page.request.get('/jupyterlab-homl/api/course');
    const { parts } = (await answer.json()) as ICourse;
    const { title } = parts
      .flatMap(part => part.lessons)
      .flatMap(lesson => lesson.exercises)
      .filter(({ id }) => id === exercise)[0];
    return this.panel
      .getByRole('listitem')
      .getByRole('button', { name: title });
  }

  /** Open chapter 4's exercises at one of them. */
  async openExercise(exercise: string): Promise<void> {
    await this.showPanel();
    await this.unfold(CHAPTER);
    await (await this.row(exercise)).click();
    await this.strip(exercise).waitFor();
  }

  /** The strip of an exercise in the notebook in front. */
  strip(exercise: string): Locator {
    return this.page.locator(
      `${FRONT} .jp-homl-Strip[data-exercise="${exercise}"]`
    );
  }

  /** The cell that carries the strip of an exercise. */
  cell(exercise: string): Locator {
    return this.page.locator(FRONT).locator('.jp-Cell', {
      has: this.page.locator(`.jp-homl-Strip[data-exercise="${exercise}"]`)
    });
  }

  /** Replace the answer. */
  async answer(exercise: string, source: string): Promise<void> {
    const editor = this.cell(exercise).locator('.cm-content');
    await editor.click();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.insertText(source);
  }

  /** Press Check. */
  async check(exercise: string): Promise<void> {
    await this.strip(exercise)
      .getByRole('button', { name: 'Check', exact: true })
      .click();
  }
}
