/**
 * React hook that finds the element of a step and follows its position.
 */
import * as React from 'react';

import type { IBox } from './position';
import type { ITourStep } from './steps';

/** How long to wait for an element before it counts as missing, in milliseconds. */
const PATIENCE_MS = 8000;

/** Box of a step's element, and whether the element is missing. */
export interface ITarget {
  box: IBox | null;
  isMissing: boolean;
}

/** Follow the element of a step. */
export function useTarget(step: ITourStep): ITarget {
  const [target, setTarget] = React.useState<ITarget>(NOWHERE);
  React.useEffect(() => {
    let isOver = false;
    let isPrepared = false;
    let frame = 0;
    let found: HTMLElement | null = null;
    setTarget(NOWHERE);
    const look = (): void => {
      frame = 0;
      if (isOver || !isPrepared) {
        return;
      }
      const element = step.find();
      if (element && element !== found) {
        element.scrollIntoView({ block: 'nearest' });
      }
      found = element;
      setTarget(old => {
        const box = element && boxOf(element);
        const isMissing = box === null && old.isMissing;
        return sameBox(box, old.box) && isMissing === old.isMissing
          ? old
          : { box, isMissing };
      });
    };
    const soon = (): void => {
      frame = frame || requestAnimationFrame(look);
    };
    const giveUp = (): void => {
      setTarget(old => (old.box ? old : { box: null, isMissing: true }));
    };
    const timer = setTimeout(giveUp, PATIENCE_MS);
    const watcher = new MutationObserver(soon);
    watcher.observe(document.body, {
      attributes: true,
      attributeFilter: ['class', 'style', 'hidden'],
      childList: true,
      subtree: true
    });
    window.addEventListener('resize', soon);
    window.addEventListener('scroll', soon, true);
    // Activated widgets take the focus a little later; focus the bubble after that.
    const prepared = (): void => {
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          isPrepared = true;
          soon();
        })
      );
    };
    void step.prepare().then(prepared, prepared);
    return () => {
      isOver = true;
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      watcher.disconnect();
      window.removeEventListener('resize', soon);
      window.removeEventListener('scroll', soon, true);
    };
  }, [step]);
  return target;
}

const NOWHERE: ITarget = { box: null, isMissing: false };

function boxOf(element: HTMLElement): IBox {
  const { height, left, top, width } = element.getBoundingClientRect();
  return { left, top, width, height };
}

function sameBox(a: IBox | null, b: IBox | null): boolean {
  return (
    a === b ||
    (a !== null &&
      b !== null &&
      a.left === b.left &&
      a.top === b.top &&
      a.width === b.width &&
      a.height === b.height)
  );
}
