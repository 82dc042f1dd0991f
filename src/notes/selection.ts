/**
 * What is selected in a notebook of the course: where a note belongs.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';

import { notebookInfo } from '../notebook/metadata';
import type { IAt } from './documents';

/** How much of a selection is sent: enough to find its first and last words. */
const MAX_LENGTH = 4000;

/** A selection. */
export interface INotebookSelection {
  lesson: string;
  position: IAt;
  /** How the selected text begins. */
  quote: string;
  /** The selected text; empty where whole cells are selected. */
  text: string;
}

/** The lesson that a notebook belongs to; null for any other notebook. */
export function lessonOf(panel: NotebookPanel | null): string | null {
  const homl = panel?.content.model?.getMetadata('homl');
  return notebookInfo(homl)?.lesson ?? null;
}

/**
 * What is selected: the text that the page shows as selected, else the selected cells.
 *
 * @param panel - The notebook in front.
 * @param selection - The page's selection.
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

/** The first words of a text, without a heading and its marks. */
export function excerpt(text: string): string {
  const lines = text.split('\n').map(line => line.trim());
  const line =
    lines.find(each => each && !each.startsWith('#')) ??
    lines[0].replace(/^#+\s*/, '');
  return line.length > 80 ? `${line.slice(0, 79).trimEnd()}…` : line;
}
