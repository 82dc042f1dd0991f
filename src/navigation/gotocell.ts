/**
 * Leads to a cell of a lesson.
 */
import type { INotebookTracker } from '@jupyterlab/notebook';

import { scrollToCell } from '../notebook/scrolltocell';
import type { ICourseModel, ICourseOpener } from '../tokens';

/** What leads there. */
export interface IGoToCellOptions {
  course: ICourseModel;
  opener: ICourseOpener;
  tracker: INotebookTracker;
}

/** Open a lesson and bring one of its cells to the top. */
export async function goToCell(
  options: IGoToCellOptions,
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
  if (panel) {
    await scrollToCell(panel, () =>
      panel.content.widgets.findIndex(cell => cell.model.id === id)
    );
  }
}
