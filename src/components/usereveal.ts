/**
 * Hook that brings what has just opened in a cell into view.
 */
import * as React from 'react';

/** How long something that opened may take to get its size, in milliseconds; Markdown takes a while. */
const GROWTH_MS = 1000;

/** What is to be seen: from the top of one element to the bottom of another. */
export interface IRevealed {
  from: Element;
  to: Element;
}

/**
 * Scroll the notebook until something can be seen, each time there is news in it.
 *
 * #### Notes
 * What is there when the component is mounted is no news: JupyterLab creates cells anew while one
 * scrolls.
 *
 * @param find - Finds it, in a cell of a notebook; null if it is not there.
 * @param news - Changes when there is something new to see; null for nothing.
 */
export function useReveal(find: () => IRevealed | null, news: unknown): void {
  const known = React.useRef(news);
  React.useEffect(() => {
    const isNews = news !== known.current && news !== null;
    known.current = news;
    const found = isNews ? find() : null;
    if (!found) {
      return;
    }
    // Called at once, and whenever it grows.
    const watch = new ResizeObserver(() => reveal(found));
    watch.observe(found.to);
    const end = setTimeout(() => watch.disconnect(), GROWTH_MS);
    return () => {
      clearTimeout(end);
      watch.disconnect();
    };
  }, [news]);
}

/**
 * Scroll the notebook as little as shows something, but not past its top.
 *
 * #### Notes
 * A cell that is not on the screen is left alone: the learner is somewhere else.
 */
export function reveal({ from, to }: IRevealed): void {
  const pane = to.closest('.jp-WindowedPanel-outer');
  const cell = to.closest('.jp-Cell');
  if (!pane || !cell) {
    return;
  }
  const view = pane.getBoundingClientRect();
  const around = cell.getBoundingClientRect();
  const { top } = from.getBoundingClientRect();
  const { bottom, height } = to.getBoundingClientRect();
  const onScreen = around.bottom > view.top && around.top < view.bottom;
  if (onScreen && height > 0 && bottom > view.bottom) {
    pane.scrollTop += Math.min(bottom - view.bottom, top - view.top);
  }
}
