/**
 * Opens lessons and exercises: decides which notebook is meant, makes sure that it exists, shows it,
 * and scrolls to the right cell.
 */
import { Notification } from '@jupyterlab/apputils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { NotebookPanel } from '@jupyterlab/notebook';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { INotebookFile, IOpened, NotebookKind } from '../documents';
import { firstCell, notebookInfo } from '../notebook/metadata';
import { scrollToCell } from '../notebook/scrolltocell';
import { cellSources, sectionCell } from '../notebook/sections';
import { problemOf } from '../request';
import { problemText } from '../texts';
import type { ICourseModel, ICourseOpener, IHomlApi } from '../tokens';

/** How long an error notification stays, in milliseconds; it can be read again in the notification centre. */
const NOTICE_MS = 10000;

/** Options of JupyterLab for where a document opens. */
type Placement = DocumentRegistry.IOpenOptions;

/** Dependencies of the opener. */
export interface ICourseOpenerOptions {
  api: Pick<IHomlApi, 'openLesson'>;
  course: Pick<ICourseModel, 'refresh'>;
  documents: IDocumentManager;
  tracker: Pick<INotebookTracker, 'currentWidget'>;
  /** Asks which of several notebooks of a lesson is meant; null if the learner cancels. */
  choose: (
    lesson: string,
    files: readonly INotebookFile[]
  ) => Promise<string | null>;
  /** Where a notebook that is not open yet goes. */
  place: (lesson: string, notebook: NotebookKind) => Placement;
  trans: TranslationBundle;
}

/** Opens lessons and exercises. */
export class CourseOpener implements ICourseOpener {
  /** @param options - Dependencies of the opener. */
  constructor(private readonly options: ICourseOpenerOptions) {}

  /**
   * Open a lesson's notebooks and lead to an exercise or a section.
   *
   * #### Notes
   * A lesson can have several notebooks of a kind: its own and a fetched assignment, say. The one in
   * front is meant, otherwise the one that was used last; where none has been used, the learner is
   * asked.
   */
  async open(
    lesson: string,
    notebook: NotebookKind,
    exercise: string | null = null,
    section: number | null = null
  ): Promise<NotebookPanel | null> {
    const { course, trans } = this.options;
    try {
      const { created, panel } = await this._openMeant(lesson, notebook);
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
      if (created) {
        await course.refresh();
      }
      return panel;
    } catch (reason) {
      Notification.error(problemText(trans, problemOf(reason)), {
        autoClose: NOTICE_MS
      });
      return null;
    }
  }

  /** Show the notebook that is meant; the panel is null if the learner was asked and cancelled. */
  private async _openMeant(
    lesson: string,
    notebook: NotebookKind
  ): Promise<{ created: boolean; panel: NotebookPanel | null }> {
    const front = this._pathInFront(lesson, notebook);
    if (front !== null) {
      return { created: false, panel: this._show(front, true, {}) };
    }
    const opened = await this.options.api.openLesson(lesson);
    const { place } = this.options;
    const path = await this._choose(lesson, opened, notebook);
    const panel =
      path === null ? null : this._show(path, true, place(lesson, notebook));
    if (
      path !== null &&
      notebook === 'lesson' &&
      choicesOf(opened, 'exercises').length === 0
    ) {
      // Opening a lesson also opens its exercises, beside it or in the background; opening an
      // exercise leaves the lesson closed.
      await panel?.revealed;
      const placement = place(lesson, 'exercises');
      const isBeside = placement.mode !== undefined;
      this._show(opened.exercises, isBeside, placement);
      if (isBeside) {
        this._show(path, true, {});
      }
    }
    return { created: opened.created.length > 0, panel };
  }

  /** Path of the notebook in front if it is of this lesson and kind. */
  private _pathInFront(lesson: string, notebook: NotebookKind): string | null {
    const panel = this.options.tracker.currentWidget;
    const place = notebookInfo(panel?.content.model?.getMetadata('homl'));
    return panel && place?.lesson === lesson && place.notebook === notebook
      ? panel.context.path
      : null;
  }

  private async _choose(
    lesson: string,
    opened: IOpened,
    notebook: NotebookKind
  ): Promise<string | null> {
    const choices = choicesOf(opened, notebook);
    if (choices.length > 0) {
      return this.options.choose(lesson, choices);
    }
    return notebook === 'lesson' ? opened.path : opened.exercises;
  }

  private _show(
    path: string,
    activate: boolean,
    placement: Placement
  ): NotebookPanel | null {
    const widget = this.options.documents.openOrReveal(
      path,
      'default',
      undefined,
      { ...placement, activate }
    );
    return widget instanceof NotebookPanel ? widget : null;
  }
}

/** The notebooks of a kind among which the learner has to choose; empty if it is clear which is meant. */
function choicesOf(opened: IOpened, notebook: NotebookKind): INotebookFile[] {
  return opened.choices.filter(file => file.notebook === notebook);
}
