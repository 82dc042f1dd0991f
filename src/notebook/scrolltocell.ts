/**
 * Scrolling an open notebook to one of its cells.
 */
import { NotebookActions } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';

/**
 * Make a cell the active one, scroll it to the top and focus it.
 *
 * @param panel - The notebook; it may still be loading.
 * @param find - Gives the index of the cell once the notebook has its content; -1 for no cell.
 */
export async function scrollToCell(
  panel: NotebookPanel,
  find: () => number
): Promise<void> {
  await panel.context.ready;
  await panel.revealed;
  const { content } = panel;
  const index = find();
  if (index < 0) {
    return;
  }
  content.deselectAll();
  content.activeCellIndex = index;
  await content.scrollToItem(index, 'start');
  await NotebookActions.focusActiveCell(content, { preventScroll: true });
}
