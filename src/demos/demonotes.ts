/**
 * Keeps the notes under a lesson's demos and questions up to date.
 */
import type { ISessionContextDialogs } from '@jupyterlab/apputils';
import { CodeCell } from '@jupyterlab/cells';
import type { ICellModel } from '@jupyterlab/cells';
import { NotebookActions } from '@jupyterlab/notebook';
import type { Notebook, NotebookPanel } from '@jupyterlab/notebook';
import type { Kernel } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { PanelLayout } from '@lumino/widgets';

import { notebookInfo } from '../notebook/metadata';
import { labelControls } from './controllabels';
import { DemoBar } from './demobar';
import { DemoNote } from './demonote';
import { DRAWN } from './predictions';
import { importsToolkit, liveKind, neededAction } from './livecells';
import { widgetsReady } from './widgetsready';

import '../../style/demos.css';

/** Class of a cell whose output an earlier kernel drew; the style sheet hides it. */
const LOST = 'jp-homl-mod-lost';

/** A note and the observer of its cell's output. */
interface INoteEntry {
  note: DemoNote;
  watch: MutationObserver;
}

/** The notes in one view of a lesson. */
export class DemoNotes implements IDisposable {
  /**
   * @param panel - The notebook view.
   * @param dialogs - Asks for a kernel if none is selected.
   * @param trans - The translation bundle.
   */
  constructor(
    private readonly panel: NotebookPanel,
    private readonly dialogs: ISessionContextDialogs,
    private readonly trans: TranslationBundle
  ) {
    const { content, sessionContext } = panel;
    content.modelChanged.connect(this._onModelChanged, this);
    sessionContext.statusChanged.connect(this._onStatus, this);
    sessionContext.kernelChanged.connect(this._onKernel, this);
    sessionContext.connectionStatusChanged.connect(this._schedule, this);
    NotebookActions.executed.connect(this._onExecuted, this);
    NotebookActions.executionScheduled.connect(this._schedule, this);
    void sessionContext.ready.then(() => {
      this._sessionReady = true;
      this._schedule();
    });
    this._onModelChanged();
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  dispose(): void {
    if (!this._disposed) {
      this._disposed = true;
      Signal.clearData(this);
      this._notes.forEach((_, cell) => this._removeNote(cell));
      this._bar?.dispose();
    }
  }

  private _onModelChanged(): void {
    this.panel.content.model?.cells.changed.connect(this._schedule, this);
    this._schedule();
  }

  private _onStatus(_: unknown, status: Kernel.Status): void {
    if (['restarting', 'autorestarting', 'dead'].includes(status)) {
      this._onKernel();
    }
    this._schedule();
  }

  /** A new kernel has none of the state of the old one. */
  private _onKernel(): void {
    this._notes.forEach((_, cell) => {
      if (cell.model.executionCount !== null) {
        this._stale.add(cell.model);
      }
    });
    this._ran = new WeakSet();
    this._schedule();
  }

  private _onExecuted(
    _: unknown,
    { cell, notebook }: { cell: { model: ICellModel }; notebook: Notebook }
  ): void {
    if (notebook === this.panel.content) {
      this._ran.add(cell.model);
      this._stale.delete(cell.model);
      this._schedule();
    }
  }

  /** Update once per frame, since widgets render in many steps. */
  private _schedule(): void {
    if (!this._scheduled && !this._disposed) {
      this._scheduled = true;
      requestAnimationFrame(() => {
        this._scheduled = false;
        if (!this._disposed && !this.panel.isDisposed) {
          this._updateNotes();
        }
      });
    }
  }

  private _updateNotes(): void {
    const { model, widgets } = this.panel.content;
    const place = notebookInfo(model?.getMetadata('homl'));
    if (place?.notebook !== 'lesson') {
      return;
    }
    const cells = new Set(widgets);
    this._notes.forEach((_, cell) => {
      if (cell.isDisposed || !cells.has(cell)) {
        this._removeNote(cell);
      }
    });
    const lost: CodeCell[] = [];
    for (const cell of widgets) {
      if (!(cell instanceof CodeCell)) {
        continue;
      }
      const { metadata, sharedModel } = cell.model;
      const drawn = cell.hasClass(DRAWN);
      const kind = drawn ? null : liveKind(metadata, sharedModel.getSource());
      if (drawn) {
        this._removeNote(cell);
      }
      if (kind && cell.isPlaceholder()) {
        cell.ready.then(
          () => this._schedule(),
          () => undefined
        );
      } else if (kind) {
        labelControls(cell.outputArea.node);
        const needed = this._neededAction(cell);
        this._noteFor(cell, kind).needed = needed;
        // What an earlier kernel drew is gone: "model not found" says nothing to a learner.
        const isLost = needed === 'again';
        cell.toggleClass(LOST, isLost);
        if (isLost) {
          lost.push(cell);
        }
      }
    }
    this._updateBar(lost);
  }

  /** Offer to bring back everything at once where more than one demo is gone. */
  private _updateBar(lost: readonly CodeCell[]): void {
    if (lost.length < 2) {
      this._bar?.dispose();
      this._bar = null;
      return;
    }
    if (!this._bar) {
      this._bar = new DemoBar(this.trans);
      this.panel.contentHeader.addWidget(this._bar);
    }
    this._bar.offer({ count: lost.length, run: () => this._run(lost) });
  }

  private _noteFor(cell: CodeCell, kind: 'demo' | 'question'): DemoNote {
    let kept = this._notes.get(cell);
    if (!kept) {
      const note = new DemoNote(kind, () => this._run([cell]), this.trans);
      (cell.layout as PanelLayout).addWidget(note);
      const watch = new MutationObserver(() => this._schedule());
      watch.observe(cell.outputArea.node, {
        childList: true,
        subtree: true,
        characterData: true
      });
      kept = { note, watch };
      this._notes.set(cell, kept);
    }
    return kept.note;
  }

  private _neededAction(cell: CodeCell) {
    const { sessionContext } = this.panel;
    const { node } = cell.outputArea;
    const { executionState } = cell.model;
    return neededAction({
      kernel: sessionContext.session?.kernel?.status ?? null,
      starting: !this._sessionReady,
      running: executionState === 'running',
      stale: this._stale.has(cell.model),
      drawn: cell.model.outputs.length > 0,
      shown: node.querySelector('.jupyter-widgets *') !== null,
      loading: node.textContent?.includes('Loading widget') ?? false
    });
  }

  /** Start the kernel if necessary and run cells, preceded by the cells above them that import the toolkit. */
  private async _run(cells: readonly CodeCell[]): Promise<void> {
    const { content, sessionContext } = this.panel;
    const { kernel } = sessionContext.session ?? {};
    if (kernel && (kernel.status === 'dead' || kernel.isDisposed)) {
      await sessionContext.restartKernel();
    } else if (!kernel && (await sessionContext.startKernel())) {
      await this.dialogs.selectKernel(sessionContext);
    }
    const started = sessionContext.session?.kernel;
    if (started) {
      await widgetsReady(started);
    }
    const index = Math.max(...cells.map(cell => content.widgets.indexOf(cell)));
    const needed = content.widgets
      .slice(0, index)
      .filter(
        one =>
          one instanceof CodeCell &&
          !this._ran.has(one.model) &&
          !cells.includes(one) &&
          importsToolkit(one.model.sharedModel.getSource())
      );
    await NotebookActions.runCells(
      content,
      [...needed, ...cells],
      sessionContext,
      this.dialogs
    );
  }

  private _removeNote(cell: CodeCell): void {
    const kept = this._notes.get(cell);
    kept?.watch.disconnect();
    kept?.note.dispose();
    this._notes.delete(cell);
  }

  /** Whether the notebook's session has been set up at least once. */
  private _sessionReady = false;
  private _bar: DemoBar | null = null;
  private _disposed = false;
  private _notes = new Map<CodeCell, INoteEntry>();
  /** Cells that have run in the current kernel. */
  private _ran = new WeakSet<ICellModel>();
  private _scheduled = false;
  /** Cells that last ran in an earlier kernel. */
  private _stale = new Set<ICellModel>();
}
