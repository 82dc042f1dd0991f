/**
 * Picture of the welcome page: the road, and on it a notebook with a plot, an answer and its
 * check. Drawn in the theme's colours.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

/** Points of the plot, and the curve fitted to them. */
const POINTS = [
  [16, 66],
  [30, 60],
  [44, 63],
  [60, 47],
  [74, 50],
  [92, 36],
  [108, 40],
  [124, 25],
  [142, 27],
  [158, 14],
  [174, 17]
] as const;
const CURVE = 'M10 69C50 62 90 44 118 33S166 16 182 11';

/** The picture. */
export function Picture(props: { trans: TranslationBundle }): JSX.Element {
  const { trans } = props;
  return (
    <svg
      className="jp-homl-Picture"
      viewBox="0 0 400 300"
      role="img"
      aria-label={trans.__(
        'A road with a notebook on it: a plot, a few lines of code, and below them a check that passes.'
      )}
    >
      <path
        className="jp-homl-Picture-road"
        d="M22 286C22 232 60 226 120 222S366 214 366 158 300 110 300 74 330 34 374 30"
      />
      <path
        className="jp-homl-Picture-lane"
        d="M22 286C22 232 60 226 120 222S366 214 366 158 300 110 300 74 330 34 374 30"
      />
      <Notebook />
      <Stop x={24} y={262} kind="done" />
      <Stop x={364} y={166} kind="here" />
      <Stop x={301} y={80} kind="ahead" />
      <g transform="translate(372 8)">
        <path className="jp-homl-Picture-pole" d="M0 0V26" />
        <path className="jp-homl-Picture-good" d="M1 0L20 6 1 12Z" />
      </g>
    </svg>
  );
}

function Notebook(): JSX.Element {
  return (
    <g transform="translate(64 20)">
      <rect
        className="jp-homl-Picture-shade"
        x="4"
        y="5"
        width="216"
        height="256"
        rx="10"
      />
      <rect className="jp-homl-Picture-page" width="216" height="256" rx="10" />
      <g transform="translate(12 14)">
        <path className="jp-homl-Picture-axis" d="M4 0V78H192" />
        {POINTS.map(([x, y]) => (
          <circle
            key={x}
            className="jp-homl-Picture-brand"
            cx={x}
            cy={y}
            r="3.2"
          />
        ))}
        <path className="jp-homl-Picture-curve" d={CURVE} />
      </g>
      <Bars y={112} bars={[[14, 150, 'quiet']]} />
      <Bars y={124} bars={[[14, 104, 'quiet']]} />
      <rect
        className="jp-homl-Picture-cell"
        x="12"
        y="140"
        width="192"
        height="66"
        rx="4"
      />
      <rect
        className="jp-homl-Picture-brand"
        x="12"
        y="140"
        width="4"
        height="66"
        rx="2"
      />
      <Bars
        y={151}
        bars={[
          [26, 20, 'keyword'],
          [52, 44, 'name'],
          [102, 26, 'quiet']
        ]}
      />
      <Bars
        y={166}
        bars={[
          [38, 22, 'name'],
          [66, 12, 'quiet'],
          [84, 62, 'name']
        ]}
      />
      <Bars
        y={181}
        bars={[
          [38, 28, 'keyword'],
          [72, 52, 'name'],
          [130, 20, 'number']
        ]}
      />
      <g transform="translate(12 217)">
        <rect className="jp-homl-Picture-brand" width="54" height="24" rx="5" />
        <path className="jp-homl-Picture-tick" d="M20 12l5 5 9.5-10" />
        <circle className="jp-homl-Picture-good" cx="82" cy="12" r="9" />
        <path className="jp-homl-Picture-tick" d="M77.6 12.4l3 3 5.8-6.4" />
        <Bars y={9} bars={[[100, 74, 'good']]} />
      </g>
    </g>
  );
}

/** A line of text or code, as bars: start, width and colour of each. */
function Bars(props: {
  y: number;
  bars: [number, number, string][];
}): JSX.Element {
  const { bars, y } = props;
  return (
    <>
      {bars.map(([x, width, tone]) => (
        <rect
          key={x}
          className={`jp-homl-Picture-${tone}`}
          x={x}
          y={y}
          width={width}
          height="6"
          rx="3"
        />
      ))}
    </>
  );
}

/** A stop on the road: passed, the current one, or still ahead. */
function Stop(props: {
  x: number;
  y: number;
  kind: 'done' | 'here' | 'ahead';
}): JSX.Element {
  const { kind, x, y } = props;
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle className={`jp-homl-Picture-stop jp-homl-mod-${kind}`} r="12" />
      {kind === 'done' && (
        <path className="jp-homl-Picture-tick" d="M-5 .5l3.5 3.5 6.5-7" />
      )}
      {kind === 'here' && <circle className="jp-homl-Picture-brand" r="5" />}
    </g>
  );
}
