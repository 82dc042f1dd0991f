/**
 * Attaches features to the views of notebooks, with code that is loaded when the first one opens.
 */
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';

/** Attaches a feature to a view; disposed of together with the view. */
export type Attach = (panel: NotebookPanel) => IDisposable;

/**
 * Attach a feature to every view, now and later.
 *
 * @param tracker - The views.
 * @param load - Loads the feature; called for each view, so that a failure to load concerns one view only.
 */
export function attachToNotebooks(
  tracker: INotebookTracker,
  load: () => Promise<Attach>
): void {
  const attachTo = async (panel: NotebookPanel): Promise<void> => {
    const attach = await load();
    if (!panel.isDisposed) {
      const attached = attach(panel);
      panel.disposed.connect(() => attached.dispose());
    }
  };
  tracker.forEach(panel => void attachTo(panel));
  tracker.widgetAdded.connect((_, panel) => void attachTo(panel));
}
