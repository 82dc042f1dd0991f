/**
 * Chart and table of the exercises passed over time.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Dates } from '../dates';
import type { IDay, IHistory } from '../road/documents';
import { Fetched } from './fetched';
import { useFetch } from './usefetch';

const WIDTH = 640;
const HEIGHT = 180;

/** Props of the tab. */
export interface IProgressProps {
  fetch: () => Promise<IHistory>;
  /** The history is fetched again when this changes. */
  version: unknown;
  dates: Dates;
  trans: TranslationBundle;
}

/** The Progress tab. */
export default function Progress(props: IProgressProps): JSX.Element {
  const { dates, fetch, trans, version } = props;
  const state = useFetch(fetch, version);
  return (
    <Fetched state={state} trans={trans}>
      {history =>
        history.days.length === 0 ? (
          <p className="jp-homl-Empty">
            {trans.__(
              'Your progress appears here once you have passed an exercise.'
            )}
          </p>
        ) : (
          <Days history={history} dates={dates} trans={trans} />
        )
      }
    </Fetched>
  );
}

function Days(props: {
  history: IHistory;
  dates: Dates;
  trans: TranslationBundle;
}): JSX.Element {
  const { dates, history, trans } = props;
  const { days, total } = history;
  const passed = days.reduce((sum, day) => sum + day.passed, 0);
  const summary = trans.__(
    '%1 of %2 exercises passed; active on %3 days.',
    passed,
    total,
    days.length
  );
  return (
    <div className="jp-homl-Progress">
      <h3>{trans.__('Exercises passed')}</h3>
      <p>{summary}</p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={trans.__(
          'Line chart of exercises passed over time; the table below has the numbers.'
        )}
      >
        <path
          className="jp-homl-Progress-axis"
          d={`M0 ${HEIGHT - 1}H${WIDTH}`}
        />
        <path
          className="jp-homl-Progress-line"
          d={cumulativePath(days, WIDTH, HEIGHT)}
        />
      </svg>
      <table className="jp-homl-Table">
        <caption>{trans.__('By day')}</caption>
        <thead>
          <tr>
            <th scope="col">{trans.__('Day')}</th>
            <th scope="col">{trans.__('Passed')}</th>
            <th scope="col">{trans.__('Checks')}</th>
            <th scope="col">{trans.__('Reviews')}</th>
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map(day => (
            <tr key={day.date}>
              <th scope="row">{dates.past(`${day.date}T12:00:00`)}</th>
              <td>{day.passed}</td>
              <td>{day.attempts}</td>
              <td>{day.reviews}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** SVG path of the cumulative number of passed exercises, from the first day to the last. */
export function cumulativePath(
  days: IDay[],
  width: number,
  height: number
): string {
  const time = (day: IDay): number => Date.parse(day.date);
  const first = time(days[0]);
  const span = Math.max(time(days[days.length - 1]) - first, 1);
  const most = Math.max(
    days.reduce((sum, day) => sum + day.passed, 0),
    1
  );
  let sum = 0;
  const points = days.map(day => {
    sum += day.passed;
    const x = days.length === 1 ? width : ((time(day) - first) / span) * width;
    const y = height - 4 - (sum / most) * (height - 12);
    return `H${Math.round(x)}V${Math.round(y)}`;
  });
  return `M0 ${height - 4}${points.join('')}`;
}
