/**
 * Base class of the widgets inside cells, which keeps plain key presses from triggering notebook
 * shortcuts.
 */
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';

import { pageLanguage } from '../i18n';

/** Base class of the widgets inside cells. */
export abstract class CellWidget extends ReactWidget {
  constructor() {
    super();
    // The notebook around it is marked with the language of the course.
    this.node.lang = pageLanguage();
  }

  /**
   * Suppress JupyterLab's shortcuts for plain key presses on this widget's controls (D, D would
   * delete the cell). Keys with a modifier still reach JupyterLab (Ctrl S saves).
   *
   * #### Notes
   * The attribute has to be on the focused element itself: notebook shortcuts match it, and
   * JupyterLab stops looking at ancestors once it has found a binding.
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
