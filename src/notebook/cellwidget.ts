/**
 * A widget of ours in a cell: its plain keys are not the notebook's.
 */
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';

/** Base of what we put into cells. */
export abstract class CellWidget extends ReactWidget {
  /**
   * Say whose a key is before JupyterLab looks at it: plain ones on the widget's buttons are not the
   * notebook's (D, D would delete the cell); those with a modifier stay JupyterLab's (Ctrl S saves).
   *
   * #### Notes
   * It has to be said on the very node that has the focus: the notebook's keys are bound to that, and
   * JupyterLab looks no farther up once it has found a binding.
   */
  handleEvent(event: Event): void {
    const { target } = event;
    if (
      event instanceof KeyboardEvent &&
      target instanceof Element &&
      this.node.contains(target)
    ) {
      const { altKey, ctrlKey, metaKey } = event;
      target.toggleAttribute(
        'data-lm-suppress-shortcuts',
        !(altKey || ctrlKey || metaKey)
      );
    }
  }

  protected override onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    window.addEventListener('keydown', this, true);
  }

  protected override onBeforeDetach(msg: Message): void {
    window.removeEventListener('keydown', this, true);
    super.onBeforeDetach(msg);
  }
}
