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

/** Place of the section whose title begins with a number, counted from 1; the number itself if no title does. */
export function sectionPlace(
  lesson: { sections: readonly { title: string }[] },
  number: number
): number {
  const at = lesson.sections.findIndex(({ title }) =>
    title.startsWith(`${number} ·`)
  );
  return at < 0 ? number : at + 1;
}

function isHeading({ source, type }: ISourceCell): boolean {
  return type === 'markdown' && /^## +\S/m.test(source);
}
