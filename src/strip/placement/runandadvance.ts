/**
 * Leads on from an answer to the next one when a cell is run with Shift Enter, past the tests and
 * the statement in between.
 */
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { CommandRegistry } from '@lumino/commands';

import { notebookInfo } from '../../notebook/metadata';
import { nextAnswer } from '../../notebook/nextanswer';

/** JupyterLab's command that runs the selected cells and selects the next. */
const RUN_AND_ADVANCE = 'notebook:run-cell-and-select-next';

/**
 * Start to lead on.
 *
 * @param commands - Tells when a command has been executed; JupyterLab has selected the next cell by then.
 * @param tracker - The notebook in front.
 */
export function advanceToAnswers(
  commands: Pick<CommandRegistry, 'commandExecuted'>,
  tracker: Pick<INotebookTracker, 'currentWidget'>
): void {
  commands.commandExecuted.connect((_, { id }) => {
    const content = tracker.currentWidget?.content;
    const place = notebookInfo(content?.model?.getMetadata('homl'));
    if (id !== RUN_AND_ADVANCE || !content || place?.notebook !== 'exercises') {
      return;
    }
    const next = nextAnswer(
      content.widgets.map(cell => cell.model.metadata),
      content.activeCellIndex
    );
    if (next >= 0) {
      content.activeCellIndex = next;
      // As little as shows the answer, so that its statement is above it.
      void content.scrollToItem(next, 'auto');
    }
  });
}
