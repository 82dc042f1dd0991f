/**
 * The sections of a lesson's notebook: its level-2 headings, counted from 1 as the server counts them.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';

/** A cell, as far as it counts here. */
export interface ISourceCell {
  type: string;
  source: string;
}

/** The cells of an open notebook. */
export function cellSources(panel: NotebookPanel): ISourceCell[] {
  return panel.content.widgets.map(({ model }) => ({
    type: model.type,
    source: model.type === 'markdown' ? model.sharedModel.getSource() : ''
  }));
}

/** The section that a cell stands in; 0 before the first. */
export function sectionAt(
  cells: readonly ISourceCell[],
  index: number
): number {
  return cells.slice(0, index + 1).filter(isHeading).length;
}

/** The cell that begins a section; -1 where there is none. */
export function sectionCell(
  cells: readonly ISourceCell[],
  section: number
): number {
  let count = 0;
  return cells.findIndex(cell => isHeading(cell) && ++count === section);
}

function isHeading({ source, type }: ISourceCell): boolean {
  return type === 'markdown' && /^## +\S/m.test(source);
}
