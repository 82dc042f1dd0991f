/**
 * Names for the controls of widgets: ipywidgets draws the words beside sliders and radio buttons, but
 * does not tell them to a screen reader.
 */

/** Give every control within a node a name, where it has none. */
export function labelControls(node: HTMLElement): void {
  node.querySelectorAll<HTMLElement>('.widget-slider').forEach(slider => {
    const label = text(slider.querySelector('.widget-label'));
    const value = text(slider.querySelector('.widget-readout'));
    slider.querySelectorAll('.noUi-handle').forEach(handle => {
      setLabel(handle, label);
      // The number that is to be read, not the place on the track.
      setAttribute(handle, 'aria-valuetext', value);
    });
    const readout = slider.querySelector('.widget-readout');
    if (readout?.getAttribute('contenteditable') === 'true') {
      setAttribute(readout, 'role', 'textbox');
      setLabel(readout, label);
    }
  });
  node.querySelectorAll<HTMLElement>('.widget-radio-box').forEach(box => {
    const group = box.closest('.widget-radio') ?? box;
    const before = group.previousElementSibling;
    setAttribute(box, 'role', 'radiogroup');
    setLabel(box, text(group.querySelector('.widget-label')) || text(before));
  });
}

function text(node: Element | null): string {
  return node?.textContent?.trim() ?? '';
}

function setLabel(node: Element, words: string): void {
  if (words !== '' && !node.hasAttribute('aria-labelledby')) {
    setAttribute(node, 'aria-label', words);
  }
}

/** Set an attribute, but not to what it is already: whoever watches the page would hear it again. */
function setAttribute(node: Element, attribute: string, value: string): void {
  if (value !== '' && node.getAttribute(attribute) !== value) {
    node.setAttribute(attribute, value);
  }
}
