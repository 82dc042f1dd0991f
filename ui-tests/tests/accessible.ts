/**
 * What axe has to say of one of our surfaces: nothing.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@jupyterlab/galata';
import type { Page } from '@playwright/test';

/**
 * Look at a surface with axe.
 *
 * @param page - The page.
 * @param surface - A selector of what to look at; the rest of the page is JupyterLab's.
 * @param state - The state it is in, for the report.
 */
export async function accessible(
  page: Page,
  surface: string,
  state: string
): Promise<void> {
  const found = await new AxeBuilder({ page }).include(surface).analyze();
  expect(found.violations, state).toEqual([]);
  expect(found.passes.length).toBeGreaterThan(5);
}
