/**
 * Where a course notebook opens, so that a lesson and its exercises are side by side where there is room.
 */
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { NotebookPanel } from '@jupyterlab/notebook';

import type { NotebookKind } from '../documents';
import { notebookInfo } from '../notebook/metadata';

/** The width in pixels from which two notebooks fit beside each other, each with lines of 75 characters. */
const ROOM = 1280;

/**
 * Options that put a notebook beside the one of the other kind.
 *
 * @param visible - The notebooks that are visible now.
 * @param lesson - Id of the lesson.
 * @param notebook - Kind of the notebook that is about to open.
 * @returns Beside the lesson's other notebook where that has room to share, in the place of another
 *   lesson's notebook of the same kind where two are side by side already; otherwise nothing.
 */
export function placeBeside(
  visible: readonly NotebookPanel[],
  lesson: string,
  notebook: NotebookKind
): DocumentRegistry.IOpenOptions {
  const places = visible.map(panel => ({
    info: notebookInfo(panel.content.model?.getMetadata('homl')),
    panel
  }));
  const alike = places.find(({ info }) => info?.notebook === notebook);
  const other = places.find(
    ({ info }) => info?.lesson === lesson && info.notebook !== notebook
  );
  if (alike && places.some(({ info }) => info && info.notebook !== notebook)) {
    return { mode: 'tab-after', ref: alike.panel.id };
  }
  if (other && other.panel.node.clientWidth >= ROOM) {
    const mode = notebook === 'lesson' ? 'split-left' : 'split-right';
    return { mode, ref: other.panel.id };
  }
  return {};
}
