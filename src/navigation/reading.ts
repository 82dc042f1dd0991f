/**
 * Reports reading progress in lessons to the server.
 */
import { isCodeCellModel } from '@jupyterlab/cells';
import type { Cell } from '@jupyterlab/cells';
import { NotebookActions } from '@jupyterlab/notebook';
import type { Notebook, NotebookPanel } from '@jupyterlab/notebook';
import { Debouncer } from '@lumino/polling';

import { notebookInfo } from '../notebook/metadata';
import { cellSources, sectionAt } from '../notebook/sections';
import type { IRoadApi } from '../road/api';

/** How long a position has to be held before it counts, in milliseconds. */
const SETTLE_MS = 2500;

/** Tracks the progress in all open lessons. */
export class ReadingTracker {
  /** @param api - Receives the reports. */
  constructor(private readonly api: Pick<IRoadApi, 'reading'>) {
    this._debouncer = new Debouncer(() => this._read(), SETTLE_MS);
    NotebookActions.executionScheduled.connect(this._onScheduled, this);
    NotebookActions.executed.connect(this._onExecuted, this);
  }

  /** Track a notebook's active cell and scroll position. */
  watch(panel: NotebookPanel): void {
    const settle = (): void => this._settle(panel);
    panel.content.activeCellChanged.connect(settle, this);
    void panel.revealed.then(() =>
      panel.content.outerNode?.addEventListener('scroll', settle, {
        passive: true
      })
    );
    this._panels.set(panel.content, panel);
    panel.disposed.connect(() => this._panels.delete(panel.content), this);
  }

  private _settle(panel: NotebookPanel): void {
    this._last = panel;
    this._debouncer.invoke().catch(() => undefined);
  }

  private async _read(): Promise<void> {
    const panel = this._last;
    if (panel && !panel.isDisposed && panel.isVisible) {
      await this._report(panel, firstInView(panel), 'read');
    }
  }

  private _onScheduled(
    _: unknown,
    { cell, notebook }: { cell: Cell; notebook: Notebook }
  ): void {
    const panel = this._panels.get(notebook);
    if (panel && isCodeCellModel(cell.model) && isInView(panel, cell)) {
      this._seen.add(cell);
    }
  }

  private _onExecuted(
    _: unknown,
    {
      cell,
      notebook,
      success
    }: { cell: Cell; notebook: Notebook; success: boolean }
  ): void {
    const panel = this._panels.get(notebook);
    // Run All also runs what nobody looks at: only what was in view counts.
    if (panel && this._seen.delete(cell) && success) {
      // Not the active cell, which has already moved on.
      const index = notebook.widgets.indexOf(cell);
      const section = sectionAt(cellSources(panel), index);
      if (isRun(panel, section)) {
        void this._report(panel, index, 'run');
      }
    }
  }

  private async _report(
    panel: NotebookPanel,
    index: number,
    state: 'read' | 'run'
  ): Promise<void> {
    const place = notebookInfo(panel.content.model?.getMetadata('homl'));
    const section = sectionAt(cellSources(panel), index);
    if (place?.notebook !== 'lesson' || section === 0) {
      return;
    }
    const key = `${place.lesson}#${section}:${state}`;
    if (key !== this._lastReported) {
      // Best effort: a report that is lost is made up for by the next.
      await this.api.reading(place.lesson, section, state).then(
        () => {
          this._lastReported = key;
        },
        () => undefined
      );
    }
  }

  private readonly _debouncer: Debouncer;
  private _last: NotebookPanel | null = null;
  private _panels = new Map<Notebook, NotebookPanel>();
  private _seen = new WeakSet<Cell>();
  private _lastReported = '';
}

/** Whether all non-empty code cells of a section have been run. */
function isRun(panel: NotebookPanel, section: number): boolean {
  const cells = cellSources(panel);
  return panel.content.widgets.every(({ model }, index) => {
    const counts =
      isCodeCellModel(model) && sectionAt(cells, index) === section;
    return (
      !counts ||
      model.executionCount !== null ||
      !model.sharedModel.getSource().trim()
    );
  });
}

/** Whether a cell is at least partly in the visible area; yes if the layout is unknown. */
function isInView(panel: NotebookPanel, cell: Cell): boolean {
  const { bottom, height, top } = panel.content.node.getBoundingClientRect();
  const box = cell.node.getBoundingClientRect();
  const overlaps = box.height > 0 && box.bottom > top && box.top < bottom;
  return panel.isVisible && (height === 0 || overlaps);
}

/**
 * Index of the first cell that extends into the visible area; the active cell if it is visible, or
 * if the layout is unknown.
 */
function firstInView(panel: NotebookPanel): number {
  const { activeCellIndex, node, widgets } = panel.content;
  const { bottom, height, top } = node.getBoundingClientRect();
  const active = widgets[activeCellIndex]?.node.getBoundingClientRect();
  if (height === 0 || (active && active.bottom > top && active.top < bottom)) {
    return activeCellIndex;
  }
  const line = top + height / 4;
  return widgets.findIndex(cell => {
    const box = cell.node.getBoundingClientRect();
    return box.height > 0 && box.bottom > line;
  });
}
