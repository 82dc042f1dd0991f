/**
 * Leads from a note to its paragraph.
 */
import type { INotebookTracker } from '@jupyterlab/notebook';
import { NotebookActions } from '@jupyterlab/notebook';

import type { ICourseModel, ICourseOpener } from '../tokens';
import type { INote } from './documents';

/** What leads there. */
export interface ILeadOptions {
  course: ICourseModel;
  opener: ICourseOpener;
  tracker: INotebookTracker;
}

/** Open the lesson of a note and bring the cell of its paragraph to the top. */
export async function leadToNote(
  options: ILeadOptions,
  note: INote
): Promise<void> {
  const { course, opener, tracker } = options;
  const folder = course.lesson(note.lesson)?.folder;
  if (!folder) {
    return;
  }
  await opener.open(note.lesson, 'lesson');
  const panel = tracker.find(each =>
    `/${each.context.path}`.endsWith(`/${folder}/lesson.ipynb`)
  );
  if (!panel) {
    return;
  }
  await panel.context.ready;
  await panel.revealed;
  const { content } = panel;
  const index = content.widgets.findIndex(cell => cell.model.id === note.cell);
  if (index >= 0) {
    content.deselectAll();
    content.activeCellIndex = index;
    await content.scrollToItem(index, 'start');
    await NotebookActions.focusActiveCell(content, { preventScroll: true });
  }
}
