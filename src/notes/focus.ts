/**
 * Where the focus goes when what had it is gone.
 */

/** Whether what had the focus is gone, so that the browser gave it to the page. */
export function focusLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}
