/**
 * Opens a lesson at a particular cell.
 */
import { scrollToCell } from '../notebook/scrolltocell';
import type { ICourseOpener } from '../tokens';

/** Open a lesson and scroll to the cell with the given id. */
export async function goToCell(
  opener: ICourseOpener,
  lesson: string,
  id: string
): Promise<void> {
  const panel = await opener.open(lesson, 'lesson');
  if (panel) {
    await scrollToCell(panel, () =>
      panel.content.widgets.findIndex(cell => cell.model.id === id)
    );
  }
}
