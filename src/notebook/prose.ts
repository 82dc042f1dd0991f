/**
 * Keeps the course's prose (the text of lessons, the statements of exercises) rendered and as it is,
 * so that one can select in it, while a learner's own Markdown stays editable.
 */
import { MarkdownCell } from '@jupyterlab/cells';
import type { Cell } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

import { cellInfo, notebookInfo } from './metadata';
import type { INotebookInfo } from './metadata';
import { atTurnEnd } from './turnend';

/**
 * Whether a Markdown cell is the course's own.
 *
 * #### Notes
 * The course numbers its cells in their ids, such as ch04-cell-7; a copy that a learner pastes gets
 * another id, as do new cells. In the exercises that an instructor edits, nothing is locked yet.
 *
 * @param place - Lesson and kind of the notebook.
 * @param id - Id of the cell.
 * @param metadata - Metadata of the cell.
 * @param locked - Whether the notebook has locked cells.
 */
export function isProse(
  { lesson, notebook }: INotebookInfo,
  id: string,
  metadata: Record<string, unknown>,
  locked: boolean
): boolean {
  const { role } = cellInfo(metadata);
  const rest = id.startsWith(`${lesson}-`) ? id.slice(lesson.length + 1) : '';
  return (
    (notebook === 'lesson' || locked) &&
    (role === 'statement' || (role === null && /^(cell|text)-\d+$/.test(rest)))
  );
}

/** The prose in one view of a notebook. */
export class Prose implements IDisposable {
  /** @param panel - The notebook view. */
  constructor(private readonly panel: NotebookPanel) {
    const { content } = panel;
    content.modelChanged.connect(this._onModelChanged, this);
    content.stateChanged.connect(this._onStateChanged, this);
    this._onModelChanged();
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  dispose(): void {
    this._disposed = true;
    Signal.clearData(this);
  }

  private _onModelChanged(): void {
    const { model } = this.panel.content;
    model?.cells.changed.connect(this._schedule, this);
    model?.metadataChanged.connect(this._schedule, this);
    this._schedule();
  }

  private _keepRendered(): void {
    const { widgets } = this.panel.content;
    this._locked = widgets.some(
      ({ model }) => model.getMetadata('editable') === false
    );
    for (const cell of widgets) {
      if (this._isProse(cell)) {
        // Of this view only: the notebook's file stays as it is.
        cell.syncEditable = false;
        cell.readOnly = true;
        cell.showEditorForReadOnly = false;
      }
    }
  }

  /** Nothing can be typed into prose, and in edit mode the arrow keys would no longer lead out of it. */
  private _onStateChanged(): void {
    const { content } = this.panel;
    if (content.mode === 'edit' && this._isProse(content.activeCell)) {
      content.mode = 'command';
    }
  }

  private _isProse(cell: Cell | null): cell is MarkdownCell {
    const { model } = this.panel.content;
    const place = notebookInfo(model?.getMetadata('homl'));
    return (
      place !== null &&
      cell instanceof MarkdownCell &&
      isProse(place, cell.model.id, cell.model.metadata, this._locked)
    );
  }

  private _disposed = false;
  /** Whether the notebook has locked cells. */
  private _locked = false;
  /** Go through the cells once at the end of the current turn, when their widgets are there. */
  private readonly _schedule = atTurnEnd(() => {
    if (!this._disposed && !this.panel.isDisposed) {
      this._keepRendered();
    }
  });
}
