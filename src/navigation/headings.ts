/**
 * Marks the exercises in JupyterLab's table of contents with how they stand.
 *
 * JupyterLab asks the first factory that fits for a table, which is its own, and has no place for a
 * second one. Its headings carry a `dataset` that is put on their nodes, made for marks like these
 * (running cells are shown by it); an icon of the style sheet hangs on it, and words are in the title.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import { TableOfContentsModel } from '@jupyterlab/toc';
import type { ITableOfContentsTracker, TableOfContents } from '@jupyterlab/toc';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Status } from '../documents';
import type { ICourseModel } from '../tokens';
import { statusText } from '../texts';
import { notebookInfo } from '../notebook/metadata';

/** The attribute that the style sheet knows. */
const STATUS_ATTRIBUTE = 'data-homl-status';

/** What the marks come from. */
export interface IHeadingStatusOptions {
  course: ICourseModel;
  tables: ITableOfContentsTracker;
  trans: TranslationBundle;
}

/** The marks of all tables of course notebooks. */
export class HeadingStatus {
  /**
   * @param options - What the marks come from.
   */
  constructor(private readonly options: IHeadingStatusOptions) {
    options.course.changed.connect(this._onCourse, this);
  }

  /** Mark a notebook's table, now and whenever its headings change. */
  watch(panel: NotebookPanel): void {
    const model = this.options.tables.get(panel);
    const place = notebookInfo(panel.content.model?.getMetadata('homl'));
    if (
      place?.notebook !== 'exercises' ||
      !(model instanceof TableOfContentsModel) ||
      this._models.has(model)
    ) {
      return;
    }
    this._models.add(model);
    model.headingsChanged.connect(() => this._update(model), model);
    panel.disposed.connect(() => this._models.delete(model), model);
    this._update(model);
  }

  private _onCourse(): void {
    this._models.forEach(model => this._update(model));
  }

  private _update(model: TableOfContentsModel<TableOfContents.IHeading>): void {
    const { course, trans } = this.options;
    let marked = false;
    model.headings.forEach((heading, index) => {
      const status = course.exercise(exerciseOf(heading.text))?.status;
      if (status && heading.dataset?.[STATUS_ATTRIBUTE] !== status) {
        // A new object: the table draws a heading anew only where it is another one.
        const next = {
          ...heading,
          dataset: statusDataset(trans, heading, status)
        };
        const active = model.activeHeading === heading;
        model.headings[index] = next;
        if (active) {
          model.setActiveHeading(next, false);
        }
        marked = true;
      }
    });
    if (marked) {
      model.stateChanged.emit();
    }
  }

  private readonly _models = new Set<
    TableOfContentsModel<TableOfContents.IHeading>
  >();
}

/** The exercise's id with which a heading begins; empty where it is no exercise's. */
export function exerciseOf(text: string): string {
  return /^(?:[\d.]+ )?([a-z0-9]+(?:-[a-z0-9]+)+) · /.exec(text)?.[1] ?? '';
}

function statusDataset(
  trans: TranslationBundle,
  heading: TableOfContents.IHeading,
  status: Status
): Record<string, string> {
  const title = trans.__('%1: %2', heading.text, statusText(trans, status));
  return { ...heading.dataset, [STATUS_ATTRIBUTE]: status, title };
}
