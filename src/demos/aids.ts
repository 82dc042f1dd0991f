/**
 * Names for the controls of widgets: ipywidgets draws the words beside sliders and radio buttons, but
 * does not tell them to a screen reader.
 */

/** Give every control within a node a name, where it has none. */
export function nameControls(node: HTMLElement): void {
  node.querySelectorAll<HTMLElement>('.widget-slider').forEach(slider => {
    const label = text(slider.querySelector('.widget-label'));
    const value = text(slider.querySelector('.widget-readout'));
    slider.querySelectorAll('.noUi-handle').forEach(handle => {
      name(handle, label);
      // The number that is to be read, not the place on the track.
      set(handle, 'aria-valuetext', value);
    });
    const readout = slider.querySelector('.widget-readout');
    if (readout?.getAttribute('contenteditable') === 'true') {
      set(readout, 'role', 'textbox');
      name(readout, label);
    }
  });
  node.querySelectorAll<HTMLElement>('.widget-radio-box').forEach(box => {
    const group = box.closest('.widget-radio') ?? box;
    const before = group.previousElementSibling;
    set(box, 'role', 'radiogroup');
    name(box, text(group.querySelector('.widget-label')) || text(before));
  });
}

function text(node: Element | null): string {
  return node?.textContent?.trim() ?? '';
}

function name(node: Element, words: string): void {
  if (words !== '' && !node.hasAttribute('aria-labelledby')) {
    set(node, 'aria-label', words);
  }
}

/** Set an attribute, but not to what it is already: whoever watches the page would hear it again. */
function set(node: Element, attribute: string, value: string): void {
  if (value !== '' && node.getAttribute(attribute) !== value) {
    node.setAttribute(attribute, value);
  }
}
