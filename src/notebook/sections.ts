/**
 * The sections of a lesson's notebook: its level-2 headings, numbered from 1 as on the server.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';

/** Type and source of a cell; the source is empty unless it is Markdown. */
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

/** Number of the section that contains a cell; 0 before the first. */
export function sectionAt(
  cells: readonly ISourceCell[],
  index: number
): number {
  return cells.slice(0, index + 1).filter(isHeading).length;
}

/** Index of the cell that starts a section; -1 if there is none. */
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
