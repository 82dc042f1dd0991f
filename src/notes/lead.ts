/**
 * Leads to a cell of a lesson.
 */
import type { INotebookTracker } from '@jupyterlab/notebook';
import { NotebookActions } from '@jupyterlab/notebook';

import type { ICourseModel, ICourseOpener } from '../tokens';

/** What leads there. */
export interface ILeadOptions {
  course: ICourseModel;
  opener: ICourseOpener;
  tracker: INotebookTracker;
}

/** Open a lesson and bring one of its cells to the top. */
export async function leadToCell(
  options: ILeadOptions,
  lesson: string,
  id: string
): Promise<void> {
  const { course, opener, tracker } = options;
  const folder = course.lesson(lesson)?.folder;
  if (!folder) {
    return;
  }
  await opener.open(lesson, 'lesson');
  const panel = tracker.find(each =>
    `/${each.context.path}`.endsWith(`/${folder}/lesson.ipynb`)
  );
  if (!panel) {
    return;
  }
  await panel.context.ready;
  await panel.revealed;
  const { content } = panel;
  const index = content.widgets.findIndex(cell => cell.model.id === id);
  if (index >= 0) {
    content.deselectAll();
    content.activeCellIndex = index;
    await content.scrollToItem(index, 'start');
    await NotebookActions.focusActiveCell(content, { preventScroll: true });
  }
}
