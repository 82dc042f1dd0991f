/**
 * Who may take the focus when it is shown.
 */

/** On a row of tabs while what is in front came there by the arrow keys. */
const BY_ARROWS = 'homlByArrows';

/** Note whether the row of tabs is being gone through by the arrow keys. */
export function markArrows(row: HTMLElement | null, isOn: boolean): void {
  if (row && isOn) {
    row.dataset[BY_ARROWS] = '';
  } else if (row) {
    delete row.dataset[BY_ARROWS];
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
  if (!(row && isOwn && BY_ARROWS in row.dataset)) {
    element?.focus();
  }
}
