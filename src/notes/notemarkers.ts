/**
 * Markers such as 『2』 in the margin of cells that have notes.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';

import { pageLanguage } from '../i18n';
import { notebookInfo } from '../notebook/metadata';
import { atTurnEnd } from '../notebook/turnend';
import type { INote } from './documents';
import type { NotesModel } from './model';

/** Dependencies of the markers. */
export interface INoteMarkersOptions {
  panel: NotebookPanel;
  model: NotesModel;
  /** Shows notes. */
  open: (notes: string[]) => void;
  trans: TranslationBundle;
}

/** The markers in one view of a lesson. */
export class NoteMarkers implements IDisposable {
  /** @param options - Dependencies of the markers. */
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

  private _place(): void {
    const { model, panel } = this.options;
    const { content } = panel;
    const place = notebookInfo(content.model?.getMetadata('homl'));
    const { listing } = model.state;
    if (place?.notebook !== 'lesson' || listing?.lesson !== place.lesson) {
      return; // keep the markers until the lesson's notes are loaded again
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
    mark.lang = pageLanguage();
    mark.setAttribute('aria-label', label);
    mark.onclick = () => open(notes.map(note => note.id));
    return mark;
  }

  private _disposed = false;
  private _marks = new Map<string, HTMLButtonElement>();
  /** Update the markers once at the end of the current turn. */
  private readonly _schedule = atTurnEnd(() => {
    if (!this._disposed && !this.options.panel.isDisposed) {
      this._place();
    }
  });
}

/** Group notes by the cell that contains their paragraph now. */
export function notesByCell(notes: readonly INote[]): Map<string, INote[]> {
  const found = new Map<string, INote[]>();
  for (const note of notes) {
    if (note.cell !== null) {
      found.set(note.cell, [...(found.get(note.cell) ?? []), note]);
    }
  }
  return found;
}
