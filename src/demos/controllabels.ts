/**
 * Accessible names for ipywidgets controls. ipywidgets draws labels next to sliders and radio
 * buttons but does not associate them with the controls.
 */

/** Give every unnamed control in a node an accessible name. */
export function labelControls(node: HTMLElement): void {
  node.querySelectorAll<HTMLElement>('.widget-slider').forEach(slider => {
    const label = text(slider.querySelector('.widget-label'));
    const value = text(slider.querySelector('.widget-readout'));
    slider.querySelectorAll('.noUi-handle').forEach(handle => {
      setLabel(handle, label);
      // Announce the displayed number instead of the position on the track.
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

function setLabel(node: Element, label: string): void {
  if (label !== '' && !node.hasAttribute('aria-labelledby')) {
    setAttribute(node, 'aria-label', label);
  }
}

/** Set an attribute only if it changes, so that mutation observers do not fire again. */
function setAttribute(node: Element, attribute: string, value: string): void {
  if (value !== '' && node.getAttribute(attribute) !== value) {
    node.setAttribute(attribute, value);
  }
}
