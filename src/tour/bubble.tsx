/**
 * Bubble with a step of the tour, next to the element it describes. Not modal: the page stays
 * usable.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { TourModel } from './model';
import { bubblePosition } from './position';
import type { ITourStep } from './steps';
import { useTarget } from './target';

/** Props of the bubble. */
export interface IBubbleProps {
  model: TourModel;
  steps: ITourStep[];
  /** Where the tour ends: at the work itself. */
  start: () => void;
  trans: TranslationBundle;
}

/** The bubble, and a frame around the element. */
export function Bubble(props: IBubbleProps): JSX.Element {
  const { model, start, steps, trans } = props;
  const { step: at } = model;
  const step = steps[at];
  const { box, isMissing } = useTarget(step);
  const bubble = React.useRef<HTMLDivElement>(null);
  const [size, setSize] = React.useState({ width: 320, height: 180 });
  React.useLayoutEffect(() => {
    const { offsetHeight: height, offsetWidth: width } = bubble.current ?? {};
    if (width && height && (width !== size.width || height !== size.height)) {
      setSize({ width, height });
    }
  });
  const isReady = box !== null || isMissing;
  React.useEffect(() => {
    if (isReady) {
      bubble.current?.focus({ preventScroll: true });
    }
  }, [at, isReady]);
  const place = bubblePosition(box, size, {
    width: window.innerWidth,
    height: window.innerHeight
  });
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      model.leave();
    }
  };
  const isLast = at + 1 === steps.length;
  return (
    <>
      {box && (
        <div
          className="jp-homl-Tour-frame"
          style={{
            left: box.left - 4,
            top: box.top - 4,
            width: box.width + 8,
            height: box.height + 8
          }}
        />
      )}
      <div
        ref={bubble}
        className="jp-homl-Tour-bubble"
        role="dialog"
        aria-modal="false"
        aria-labelledby="jp-homl-tour-title"
        aria-describedby="jp-homl-tour-text"
        tabIndex={-1}
        style={place}
        onKeyDown={onKeyDown}
      >
        <p className="jp-homl-Tour-count" role="status">
          {trans.__('Step %1 of %2', at + 1, steps.length)}
        </p>
        <h2 id="jp-homl-tour-title">{step.title}</h2>
        <p id="jp-homl-tour-text">
          {step.text}
          {isMissing && (
            <>
              {' '}
              <em>{step.otherwise}</em>
            </>
          )}
        </p>
        <p className="jp-homl-Tour-buttons">
          <button
            type="button"
            className="jp-homl-Button"
            aria-disabled={at === 0}
            onClick={at === 0 ? undefined : () => model.back()}
          >
            {trans.__('Back')}
          </button>
          <button
            type="button"
            className="jp-homl-Button jp-homl-mod-primary"
            onClick={() => {
              model.next();
              if (isLast) {
                start();
              }
            }}
          >
            {isLast ? trans.__('Start') : trans.__('Next')}
          </button>
          <button
            type="button"
            className="jp-homl-LinkButton"
            title={trans.__(
              'Your place is saved; continue the tour from the Help menu'
            )}
            onClick={() => model.leave()}
          >
            {trans.__('Leave')}
          </button>
        </p>
      </div>
    </>
  );
}
