/**
 * Gives notebooks that were fetched from a class the kernel of the course.
 */
import { isCodeCellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { KernelSpec } from '@jupyterlab/services';

import { notebookInfo } from '../notebook/metadata';

/** Name of the course's kernelspec. */
export const COURSE_KERNEL = 'homl';

/** Name of the kernelspec of a source notebook, which nbgrader hands out as it is. */
const SOURCE_KERNEL = 'python3';

/**
 * Give a notebook the course's kernel if no kernel has run any of its cells yet.
 *
 * #### Notes
 * A learner who chooses another kernel keeps it: what has been run is left alone.
 *
 * @param panel - Any notebook.
 * @param kernelspecs - The kernelspecs of the server.
 */
export async function giveCourseKernel(
  panel: NotebookPanel,
  kernelspecs: Pick<KernelSpec.IManager, 'ready' | 'specs'>
): Promise<void> {
  const { context } = panel;
  // This goes before the choice of the kernel, which first asks the server for checkpoints.
  await context.ready;
  if (!kernelspecs.specs) {
    await kernelspecs.ready;
  }
  const spec = kernelspecs.specs?.kernelspecs[COURSE_KERNEL];
  const { model, sessionContext } = context;
  if (
    !spec ||
    panel.isDisposed ||
    !notebookInfo(model.getMetadata('homl')) ||
    model.defaultKernelName !== SOURCE_KERNEL ||
    isRun(panel)
  ) {
    return;
  }
  const { display_name, language } = spec;
  model.setMetadata('kernelspec', {
    display_name,
    language,
    name: COURSE_KERNEL
  });
  sessionContext.kernelPreference = {
    ...sessionContext.kernelPreference,
    name: COURSE_KERNEL
  };
  // A kernel may be starting already, by the choice of before.
  await sessionContext.ready;
  const running = sessionContext.session?.kernel?.name;
  if (running !== undefined && running !== COURSE_KERNEL) {
    await sessionContext.changeKernel({ name: COURSE_KERNEL });
  }
}

function isRun(panel: NotebookPanel): boolean {
  return [...panel.context.model.cells].some(
    cell => isCodeCellModel(cell) && cell.executionCount !== null
  );
}
