/**
 * Opens lessons and exercises: makes sure that their notebooks exist, shows them, and scrolls to
 * the right cell.
 */
import { Notification } from '@jupyterlab/apputils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { NotebookKind } from '../documents';
import { firstCell } from '../notebook/metadata';
import { scrollToCell } from '../notebook/scrolltocell';
import { cellSources, sectionCell } from '../notebook/sections';
import { problemOf } from '../request';
import { problemText } from '../texts';
import type { ICourseModel, ICourseOpener, IHomlApi } from '../tokens';

/** How long an error notification stays, in milliseconds; it can be read again in the notification centre. */
const NOTICE_MS = 10000;

/** Dependencies of the opener. */
export interface ICourseOpenerOptions {
  api: Pick<IHomlApi, 'openLesson'>;
  course: Pick<ICourseModel, 'refresh'>;
  documents: IDocumentManager;
  trans: TranslationBundle;
}

/** Opens lessons and exercises. */
export class CourseOpener implements ICourseOpener {
  /** @param options - Dependencies of the opener. */
  constructor(private readonly options: ICourseOpenerOptions) {}

  async open(
    lesson: string,
    notebook: NotebookKind,
    exercise: string | null = null,
    section: number | null = null
  ): Promise<void> {
    const { api, course, trans } = this.options;
    try {
      const { created, exercises, path } = await api.openLesson(lesson);
      const front = notebook === 'lesson' ? path : exercises;
      const back = notebook === 'lesson' ? exercises : path;
      const panel = this._show(front, true);
      if (notebook === 'lesson') {
        // Opening a lesson also opens its exercises in the background; opening an exercise leaves
        // the lesson closed.
        this._show(back, false);
      }
      if (panel && exercise) {
        await scrollToCell(panel, () =>
          firstCell(
            panel.content.widgets.map(cell => cell.model.metadata),
            exercise
          )
        );
      } else if (panel && section) {
        await scrollToCell(panel, () =>
          sectionCell(cellSources(panel), section)
        );
      }
      if (created.length > 0) {
        await course.refresh();
      }
    } catch (reason) {
      Notification.error(problemText(trans, problemOf(reason)), {
        autoClose: NOTICE_MS
      });
    }
  }

  private _show(path: string, activate: boolean): NotebookPanel | null {
    const widget = this.options.documents.openOrReveal(
      path,
      'default',
      undefined,
      { activate }
    );
    return widget instanceof NotebookPanel ? widget : null;
  }
}
