/**
 * The small 『2』 in the margin of cells that have notes.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

import { notebookInfo } from '../notebook/metadata';
import type { INote } from './documents';
import type { NotesModel } from './model';

/** What the marks of a notebook need. */
export interface INoteMarkersOptions {
  panel: NotebookPanel;
  model: NotesModel;
  /** Leads to notes. */
  open: (notes: string[]) => void;
  trans: TranslationBundle;
}

/** The marks in one view of a lesson. */
export class NoteMarkers implements IDisposable {
  /**
   * @param options - What they show and call.
   */
  constructor(private readonly options: INoteMarkersOptions) {
    const { model, panel } = options;
    model.changed.connect(this._schedule, this);
    panel.content.modelChanged.connect(this._onModelChanged, this);
    this._onModelChanged();
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  dispose(): void {
    this._disposed = true;
    Signal.clearData(this);
    this._marks.forEach(mark => mark.remove());
    this._marks.clear();
  }

  private _onModelChanged(): void {
    this.options.panel.content.model?.cells.changed.connect(
      this._schedule,
      this
    );
    this._schedule();
  }

  /** Place the marks once, after all that happens in this turn. */
  private _schedule(): void {
    if (this._scheduled || this._disposed) {
      return;
    }
    this._scheduled = true;
    queueMicrotask(() => {
      this._scheduled = false;
      if (!this._disposed && !this.options.panel.isDisposed) {
        this._place();
      }
    });
  }

  private _place(): void {
    const { model, panel } = this.options;
    const { content } = panel;
    const place = notebookInfo(content.model?.getMetadata('homl'));
    const { listing } = model.state;
    if (place?.notebook !== 'lesson' || listing?.lesson !== place.lesson) {
      return; // what was known of this lesson stays until it is known anew
    }
    const notes = notesByCell(listing.notes);
    const here = new Set<string>();
    for (const cell of content.widgets) {
      const { id } = cell.model;
      const found = notes.get(id);
      if (found) {
        here.add(id);
        const mark = this._mark(id, found);
        if (mark.parentElement !== cell.node) {
          cell.node.appendChild(mark);
        }
      }
    }
    for (const [id, mark] of this._marks) {
      if (!here.has(id)) {
        mark.remove();
        this._marks.delete(id);
      }
    }
  }

  private _mark(cell: string, notes: INote[]): HTMLButtonElement {
    const { open, trans } = this.options;
    const mark = this._marks.get(cell) ?? document.createElement('button');
    this._marks.set(cell, mark);
    mark.type = 'button';
    mark.className = 'jp-homl-NoteMarker';
    mark.dataset.lmSuppressShortcuts = 'true';
    mark.textContent = `『${notes.length}』`;
    const label = trans._n('Show %1 note', 'Show %1 notes', notes.length);
    mark.title = label;
    mark.setAttribute('aria-label', label);
    mark.onclick = () => open(notes.map(note => note.id));
    return mark;
  }

  private _disposed = false;
  private _marks = new Map<string, HTMLButtonElement>();
  private _scheduled = false;
}

/** The notes by the cell in which their paragraph is now. */
export function notesByCell(notes: readonly INote[]): Map<string, INote[]> {
  const found = new Map<string, INote[]>();
  for (const note of notes) {
    if (note.cell !== null) {
      found.set(note.cell, [...(found.get(note.cell) ?? []), note]);
    }
  }
  return found;
}
