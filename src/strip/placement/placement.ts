/**
 * Keeps the strips of a notebook view under the right cells.
 *
 * JupyterLab creates new cell widgets when cells are moved, retyped, deleted and restored, and
 * fills them lazily in long notebooks. Nothing is tracked incrementally, therefore: every change
 * recomputes where all strips belong.
 */
import type { Cell, ICellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { PanelLayout, Widget } from '@lumino/widgets';

import type { ICellFact } from '../../answers/documents';
import { findCellProblem } from '../../notebook/cellproblem';
import type { ICellContent } from '../../notebook/cellproblem';
import { cellInfo, notebookInfo, stripAnchors } from '../../notebook/metadata';
import { atTurnEnd } from '../../notebook/turnend';
import type { StripWidget } from './stripwidget';

/** Creates the view of an exercise's strip. */
export type StripFactory = (lesson: string, exercise: string) => StripWidget;

/** Creates the widget above an answer's text; null for no widget. */
export type FormFactory = (
  lesson: string,
  exercise: string,
  cell: ICellModel
) => Widget | null;

/** Released cells of a notebook's exercises, and a signal for when they become known. */
export interface IReleasedCells {
  facts: (exercise: string) => readonly ICellFact[] | undefined;
  known: ISignal<unknown, void>;
}

/** The strips in one view of a notebook. */
export class StripPlacement implements IDisposable {
  /**
   * @param panel - The notebook view.
   * @param factory - Creates a strip.
   * @param released - Returns the released cells of a lesson's exercises.
   * @param form - Creates the widget above an answer's text.
   * @param testsLine - Creates the line that stands for a folded tests cell, with the part that is folded.
   */
  constructor(
    private readonly panel: NotebookPanel,
    private readonly factory: StripFactory,
    private readonly released: (lesson: string) => IReleasedCells,
    private readonly form: FormFactory,
    private readonly testsLine: (cell: Cell, input: HTMLElement) => Widget
  ) {
    panel.content.modelChanged.connect(this._onModelChanged, this);
    this._onModelChanged();
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  dispose(): void {
    if (this._disposed) {
      return;
    }
    this._disposed = true;
    Signal.clearData(this);
    this._strips.forEach(strip => strip.dispose());
    this._strips.clear();
  }

  private _onModelChanged(): void {
    const { model } = this.panel.content;
    if (model) {
      model.cells.changed.connect(this._schedule, this);
      model.metadataChanged.connect(this._schedule, this);
    }
    this._schedule();
  }

  private _place(): void {
    const { model, widgets } = this.panel.content;
    const place = notebookInfo(model?.getMetadata('homl'));
    const wanted =
      model && place?.notebook === 'exercises'
        ? stripAnchors(this._metadata())
        : new Map<string, never>();
    for (const [exercise, strip] of this._strips) {
      if (strip.isDisposed || !wanted.has(exercise)) {
        strip.dispose();
        this._strips.delete(exercise);
      }
    }
    if (!place || wanted.size === 0) {
      return;
    }
    widgets.forEach(cell => this._putTestsLine(cell));
    const { facts, known } = this.released(place.lesson);
    known.connect(this._schedule, this);
    const cells = widgets.map(cellContent);
    for (const [exercise, { answerMissing, index }] of wanted) {
      const cell = widgets[index];
      if (cell && this._isReady(cell)) {
        const strip = this._put(cell, place.lesson, exercise);
        const handed = facts(exercise);
        const missing = answerMissing
          ? ({ kind: 'answer-missing' } as const)
          : null;
        strip.cellProblem = handed
          ? findCellProblem(cells, exercise, handed)
          : missing;
        this._putForm(strip, cell, place.lesson);
      }
    }
  }

  private _metadata(): Record<string, unknown>[] {
    return this.panel.content.widgets.map(({ model }) => {
      model.metadataChanged.connect(this._schedule, this);
      return model.metadata;
    });
  }

  /** Whether a cell has been filled. Earlier, the strip would end up above the editor, so wait and try again. */
  private _isReady(cell: Cell<ICellModel>): boolean {
    if (!cell.isPlaceholder()) {
      return true;
    }
    if (!this._awaited.has(cell)) {
      this._awaited.add(cell);
      cell.ready.then(
        () => this._schedule(),
        () => undefined
      );
    }
    return false;
  }

  private _put(
    cell: Cell<ICellModel>,
    lesson: string,
    exercise: string
  ): StripWidget {
    const old = this._strips.get(exercise);
    if (old && old.parent === cell) {
      return old;
    }
    // A strip is disposed together with its cell. In another cell it is created again, which is
    // cheap because its state is in the model.
    old?.dispose();
    const strip = this.factory(lesson, exercise);
    (cell.layout as PanelLayout).addWidget(strip);
    this._strips.set(exercise, strip);
    return strip;
  }

  /** Place the form above the answer's text, as long as the cell has no problem. */
  private _putForm(
    strip: StripWidget,
    cell: Cell<ICellModel>,
    lesson: string
  ): void {
    const old = this._forms.get(strip);
    if (strip.cellProblem || old?.parent !== cell) {
      old?.dispose();
      this._forms.delete(strip);
      strip.hasForm = false;
    }
    if (strip.cellProblem || this._forms.has(strip)) {
      return;
    }
    const form = this.form(lesson, strip.exercise, cell.model);
    if (form) {
      const layout = cell.layout as PanelLayout;
      layout.insertWidget(Math.max(0, inputIndex(layout)), form);
      this._forms.set(strip, form);
      strip.hasForm = true;
      strip.disposed.connect(() => form.dispose(), form);
    }
  }

  private _putTestsLine(cell: Cell<ICellModel>): void {
    if (
      cellInfo(cell.model.metadata).role !== 'tests' ||
      cell.model.type !== 'code' ||
      this._linedCells.has(cell) ||
      !this._isReady(cell)
    ) {
      return;
    }
    const layout = cell.layout as PanelLayout;
    const input = inputIndex(layout);
    if (input >= 0) {
      this._linedCells.add(cell);
      const line = this.testsLine(cell, layout.widgets[input].node);
      layout.insertWidget(input, line);
    }
  }

  private _awaited = new WeakSet<Cell<ICellModel>>();
  private _disposed = false;
  private _forms = new WeakMap<StripWidget, Widget>();
  /** Tests cells that have their line, which goes with the cell. */
  private _linedCells = new WeakSet<Cell<ICellModel>>();
  /** Update the placement once at the end of the current turn. */
  private readonly _schedule = atTurnEnd(() => {
    if (!this._disposed && !this.panel.isDisposed) {
      this._place();
    }
  });
  private _strips = new Map<string, StripWidget>();
}

/** Type, source and metadata of a cell. */
function cellContent({ model }: Cell<ICellModel>): ICellContent {
  const { metadata, sharedModel, type } = model;
  return { type, source: sharedModel.getSource(), metadata };
}

/** Place of the editor's wrapper among the parts of a cell. */
function inputIndex(layout: PanelLayout): number {
  return layout.widgets.findIndex(({ node }) =>
    node.classList.contains('jp-Cell-inputWrapper')
  );
}
