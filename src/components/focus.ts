/**
 * Who may take the focus when it is shown.
 */

/** On a row of tabs while what is in front came there by the arrow keys. */
const KEYBOARD_NAVIGATION = 'homlByArrows';

/** Note whether the row of tabs is being gone through by the arrow keys. */
export function markKeyboardNavigation(
  row: HTMLElement | null,
  isOn: boolean
): void {
  if (row && isOn) {
    row.dataset[KEYBOARD_NAVIGATION] = '';
  } else if (row) {
    delete row.dataset[KEYBOARD_NAVIGATION];
  }
}

/**
 * Focus an element, but leave the focus on its tab while the arrow keys go through the tabs.
 *
 * @param element - What was shown; nothing happens without.
 */
export function takeFocus(element: HTMLElement | null): void {
  const tab = document.activeElement?.closest('[role=tab]');
  const row = tab?.closest<HTMLElement>('[role=tablist]');
  const isOwn =
    tab?.id ===
    element?.closest('[role=tabpanel]')?.getAttribute('aria-labelledby');
  if (!(row && isOwn && KEYBOARD_NAVIGATION in row.dataset)) {
    element?.focus();
  }
}

/** Whether what had the focus is gone, so that the browser gave it to the page. */
export function focusLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}
