/**
 * Reads the selection in a course notebook, to which a note is attached.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';

import { notebookInfo } from '../notebook/metadata';
import type { IAt } from './documents';

/** Maximum length of selected text that is sent; its beginning and end are enough to locate it. */
const MAX_LENGTH = 4000;

/** A selection in a notebook. */
export interface INotebookSelection {
  lesson: string;
  position: IAt;
  /** Beginning of the selected text. */
  quote: string;
  /** The selected text; empty if whole cells are selected. */
  text: string;
}

/** Id of a notebook's lesson; null for notebooks outside the course. */
export function lessonOf(panel: NotebookPanel | null): string | null {
  const homl = panel?.content.model?.getMetadata('homl');
  return notebookInfo(homl)?.lesson ?? null;
}

/**
 * The selected text or, if there is none, the selected cells.
 *
 * @param panel - The current notebook.
 * @param selection - Selection of the page.
 */
export function selectionIn(
  panel: NotebookPanel | null,
  selection: Selection | null
): INotebookSelection | null {
  const lesson = lessonOf(panel);
  if (!panel || lesson === null) {
    return null;
  }
  const { content } = panel;
  const text = selection && !selection.isCollapsed ? selection.toString() : '';
  const touched = text.trim()
    ? content.widgets.filter(cell => selection?.containsNode(cell.node, true))
    : [];
  const cells =
    touched.length > 0
      ? touched
      : content.widgets.filter(cell => content.isSelectedOrActive(cell));
  if (cells.length === 0) {
    return null;
  }
  const [first] = cells;
  const last = cells[cells.length - 1];
  const selected = touched.length > 0 ? text.trim() : '';
  const at: IAt = { cell: first.model.id };
  if (last !== first) {
    at.to_cell = last.model.id;
  }
  if (selected) {
    at.text =
      selected.length > MAX_LENGTH
        ? `${selected.slice(0, MAX_LENGTH / 2)} … ${selected.slice(-MAX_LENGTH / 2)}`
        : selected;
  }
  return {
    lesson,
    position: at,
    quote: excerpt(selected || first.model.sharedModel.getSource()),
    text: selected
  };
}

/** First words of a text, without its heading. */
export function excerpt(text: string): string {
  const lines = text.split('\n').map(line => line.trim());
  const line =
    lines.find(each => each && !each.startsWith('#')) ??
    lines[0].replace(/^#+\s*/, '');
  return line.length > 80 ? `${line.slice(0, 79).trimEnd()}…` : line;
}
