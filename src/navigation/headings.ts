/**
 * Shows the status of exercises in JupyterLab's table of contents.
 *
 * JupyterLab uses the first factory that matches a widget, which is its own, so a second one would
 * have no effect. Instead, headings have a `dataset` that is copied to their nodes (JupyterLab
 * marks running cells with it): the style sheet adds an icon there, and the title says the same in
 * words.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import { TableOfContentsModel } from '@jupyterlab/toc';
import type { ITableOfContentsTracker, TableOfContents } from '@jupyterlab/toc';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { ExerciseStatus } from '../documents';
import { cellInfo, notebookInfo } from '../notebook/metadata';
import { statusText } from '../texts';
import type { ICourseModel } from '../tokens';

/** Attribute that the style sheet selects. */
const STATUS_ATTRIBUTE = 'data-homl-status';

/** Dependencies of the status marks. */
export interface IHeadingStatusOptions {
  course: ICourseModel;
  tables: ITableOfContentsTracker;
  trans: TranslationBundle;
}

/** Status marks in the tables of contents of all course notebooks. */
export class HeadingStatus {
  /** @param options - Dependencies of the status marks. */
  constructor(private readonly options: IHeadingStatusOptions) {
    options.course.changed.connect(this._onCourse, this);
  }

  /** Update a notebook's table of contents now and whenever its headings change. */
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
      const status = course.exercise(exerciseOf(heading))?.status;
      if (status && heading.dataset?.[STATUS_ATTRIBUTE] !== status) {
        // A new object: the table renders a heading again only if its identity changes.
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

/** Id of the exercise whose statement a heading is in; empty for other headings. */
export function exerciseOf(
  heading: TableOfContents.IHeading & {
    /** The cell of a heading in a notebook. */
    cellRef?: { model: { metadata: Record<string, unknown> } };
  }
): string {
  const info = heading.cellRef && cellInfo(heading.cellRef.model.metadata);
  return info?.role === 'statement' ? (info.exercise ?? '') : '';
}

function statusDataset(
  trans: TranslationBundle,
  heading: TableOfContents.IHeading,
  status: ExerciseStatus
): Record<string, string> {
  const title = trans.__('%1: %2', heading.text, statusText(trans, status));
  return { ...heading.dataset, [STATUS_ATTRIBUTE]: status, title };
}
