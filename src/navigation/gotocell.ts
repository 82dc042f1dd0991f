/**
 * Opens a lesson at a particular cell.
 */
import type { INotebookTracker } from '@jupyterlab/notebook';

import { scrollToCell } from '../notebook/scrolltocell';
import type { ICourseModel, ICourseOpener } from '../tokens';

/** Dependencies of `goToCell`. */
export interface IGoToCellOptions {
  course: ICourseModel;
  opener: ICourseOpener;
  tracker: INotebookTracker;
}

/** Open a lesson and scroll to the cell with the given id. */
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
