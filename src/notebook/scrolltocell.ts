/**
 * Scrolling an open notebook to one of its cells.
 */
import { NotebookActions } from '@jupyterlab/notebook';
import type { Notebook, NotebookPanel } from '@jupyterlab/notebook';

/** Milliseconds for which the cells of a notebook that was just opened may still grow. */
const SETTLING_MS = 3000;

/** What a person does to look at something else. */
const OWN_MOVES = ['wheel', 'pointerdown', 'keydown'];

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
  keepAtTop(content, index);
}

/**
 * Scroll to a cell again when cells before it grow, as formulas and the strips of exercises are drawn.
 *
 * It ends after some seconds, and as soon as somebody moves or types, or another cell is active.
 */
function keepAtTop(content: Notebook, index: number): void {
  const end = new AbortController();
  const again = new ResizeObserver(() => {
    if (content.isDisposed || content.activeCellIndex !== index) {
      end.abort();
    } else {
      void content.scrollToItem(index, 'start');
    }
  });
  end.signal.addEventListener('abort', () => again.disconnect());
  for (const move of OWN_MOVES) {
    window.addEventListener(move, () => end.abort(), {
      capture: true,
      passive: true,
      signal: end.signal
    });
  }
  setTimeout(() => end.abort(), SETTLING_MS);
  again.observe(content.viewportNode);
}
