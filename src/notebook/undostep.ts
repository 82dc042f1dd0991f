/**
 * Boundaries of the steps that undo takes back in a notebook.
 */
import type { NotebookModel } from '@jupyterlab/notebook';

/** The part of Yjs's undo manager that is used; seen in @jupyter/ydoc 4, whose notebooks have one. */
interface IUndoManager {
  stopCapturing(): void;
}

/**
 * End the current step of undo: what is changed from now on is taken back by itself.
 *
 * #### Notes
 * Yjs joins changes that follow one another within half a second.
 */
export function endUndoStep(sharedModel: NotebookModel['sharedModel']): void {
  const { undoManager } = sharedModel as { undoManager?: IUndoManager };
  undoManager?.stopCapturing();
}
