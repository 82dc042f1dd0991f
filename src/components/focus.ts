/**
 * Focus rules shared by the tabs and their contents.
 */

/** Data attribute of a tab list while the user moves through it with the arrow keys. */
const KEYBOARD_NAVIGATION = 'homlByArrows';

/** Record whether the user is moving through a tab list with the arrow keys. */
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
 * Focus an element, except while the user is moving through the tabs with the arrow keys.
 *
 * @param element - The element that has appeared; null does nothing.
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

/** Whether the focused element has been removed, which moves the focus to the document body. */
export function focusLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}
