/**
 * Titles of the tabs of course notebooks: what they are instead of their file names.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';

import type { ILesson } from '../documents';
import { translateText } from '../i18n';
import { notebookInfo } from '../notebook/metadata';
import type { INotebookInfo } from '../notebook/metadata';
import type { ICourseModel } from '../tokens';

/** How the names of notebooks end. */
const ENDING = '.ipynb';

/**
 * What a course notebook is called: `4 · Lesson`, `4 · Exercises`, `4 · Assignment`; with its file's
 * name where the learner gave it one.
 *
 * @param path - The notebook's path; a fetched assignment is in a folder named after the lesson's id.
 */
export function notebookTitle(
  trans: TranslationBundle,
  lesson: ILesson,
  kind: INotebookInfo['notebook'],
  path: string
): string {
  const folder = PathExt.basename(PathExt.dirname(path));
  const name = PathExt.basename(path, ENDING);
  const what =
    kind === 'lesson'
      ? trans.__('Lesson')
      : folder === lesson.id
        ? trans.__('Assignment')
        : trans.__('Exercises');
  const number =
    lesson.number === '0' ? translateText(trans, lesson.title) : lesson.number;
  const parts = [number, what];
  if (folder !== lesson.folder && folder !== lesson.id && folder !== '') {
    parts.push(folder);
  }
  if (name !== kind) {
    parts.push(name);
  }
  return parts.join(' · ');
}

/** Dependencies of the titles. */
export interface ITabTitlesOptions {
  course: ICourseModel;
  trans: TranslationBundle;
}

/** Gives the tabs of all course notebooks their titles. */
export class TabTitles {
  /** @param options - Dependencies of the titles. */
  constructor(private readonly options: ITabTitlesOptions) {
    options.course.changed.connect(this._updateAll, this);
  }

  /** Title a notebook's tab, now and whenever it is renamed. */
  watch(panel: NotebookPanel): void {
    this._panels.add(panel);
    panel.disposed.connect(() => this._panels.delete(panel), this);
    panel.context.pathChanged.connect(() => this._update(panel), this);
    void panel.context.ready.then(() => this._update(panel));
  }

  private _updateAll(): void {
    this._panels.forEach(panel => this._update(panel));
  }

  private _update(panel: NotebookPanel): void {
    const title = panel.isDisposed ? null : this._titleOf(panel);
    if (title === null) {
      return;
    }
    if (!this._given.has(panel)) {
      // A document takes a new label of its tab for a new name of its file.
      Signal.disconnectBetween(panel.title, panel);
      panel.title.changed.connect(() => this._onTitle(panel), this);
    }
    this._given.set(panel, title);
    panel.title.label = title;
  }

  /**
   * Rename the file where somebody types a new name, as in the header of the simple interface.
   *
   * #### Notes
   * A title also changes when its tab gets another class or caption, and does so once more while its
   * notebook is closed: only another label than the one it was given is a name.
   */
  private _onTitle(panel: NotebookPanel): void {
    const { context, title } = panel;
    const { label } = title;
    const isNew =
      label !== this._given.get(panel) &&
      label !== PathExt.basename(context.localPath);
    if (panel.isDisposed || !isNew) {
      return;
    }
    if (label === '' || /[/\\:]/.test(label)) {
      this._update(panel);
      return;
    }
    // What stands in the header is a title, so a name is typed without the ending.
    const name = PathExt.extname(label) === ENDING ? label : label + ENDING;
    context.rename(name).catch(() => this._update(panel));
  }

  private _titleOf(panel: NotebookPanel): string | null {
    const { course, trans } = this.options;
    const place = notebookInfo(panel.content.model?.getMetadata('homl'));
    const lesson = place && course.lesson(place.lesson);
    return place && lesson
      ? notebookTitle(trans, lesson, place.notebook, panel.context.localPath)
      : null;
  }

  /** The titles that tabs were given. */
  private readonly _given = new WeakMap<NotebookPanel, string>();
  private readonly _panels = new Set<NotebookPanel>();
}
