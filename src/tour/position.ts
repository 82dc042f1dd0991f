/**
 * Position of the bubble. Pure.
 */

/** A rectangle in the window. */
export interface IBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Space between the bubble, its element and the edges of the window, in pixels. */
const GAP = 12;

/**
 * Top left corner of the bubble: next to its element, otherwise below or above it, and always
 * inside the window.
 *
 * @param target - The element's box; null to centre the bubble.
 * @param bubble - Size of the bubble.
 * @param view - Size of the window.
 */
export function bubblePosition(
  target: IBox | null,
  bubble: { width: number; height: number },
  view: { width: number; height: number }
): { left: number; top: number } {
  const within = (
    left: number,
    top: number
  ): { left: number; top: number } => ({
    left: clamp(left, view.width - bubble.width - GAP),
    top: clamp(top, view.height - bubble.height - GAP)
  });
  if (!target) {
    return within(
      (view.width - bubble.width) / 2,
      (view.height - bubble.height) / 2
    );
  }
  const right = target.left + target.width + GAP;
  const left = target.left - bubble.width - GAP;
  const below = target.top + target.height + GAP;
  const above = target.top - bubble.height - GAP;
  if (right + bubble.width + GAP <= view.width) {
    return within(right, target.top);
  }
  if (below + bubble.height + GAP <= view.height) {
    return within(target.left, below);
  }
  return above >= GAP ? within(target.left, above) : within(left, target.top);
}

function clamp(value: number, most: number): number {
  return Math.max(GAP, Math.min(value, most));
}
