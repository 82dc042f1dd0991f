/**
 * The last twelve weeks as a calendar: a square for each day, darker the longer the learner worked.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Dates } from '../dates';
import { minutesOf, SHADES, shadeOf } from './weeks';
import type { ICalendarDay } from './weeks';

/** Distance between squares, and their size. */
const PITCH = 19;
const SIZE = 16;
const LEFT = 40;
const TOP = 20;

/** Props of the calendar. */
export interface ICalendarProps {
  weeks: ICalendarDay[][];
  dates: Dates;
  trans: TranslationBundle;
}

/** The calendar with its legend. */
export function Calendar(props: ICalendarProps): JSX.Element {
  const { dates, trans, weeks } = props;
  const days = weeks.flat();
  const active = days.filter(({ done }) => done && done.minutes > 0).length;
  const width = LEFT + weeks.length * PITCH;
  const height = TOP + 7 * PITCH;
  const today = days.filter(({ done }) => done !== null).pop();
  return (
    <>
      <svg
        className="jp-homl-Chart"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={trans.__(
          'Calendar of the last %1 weeks. Active days: %2. Minutes: %3.',
          weeks.length,
          active,
          minutesOf(days)
        )}
      >
        {weeks.map((week, index) => (
          <MonthName
            key={week[0].id}
            week={week}
            before={weeks[index - 1]}
            x={LEFT + index * PITCH}
            dates={dates}
          />
        ))}
        {weeks[0].map(({ date, id }, row) => (
          <text
            key={id}
            x={LEFT - 6}
            y={TOP + row * PITCH + SIZE / 2}
            dy="0.35em"
            textAnchor="end"
          >
            {dates.weekday(date)}
          </text>
        ))}
        {weeks.map((week, column) =>
          week.map(
            (day, row) =>
              day.done && (
                <rect
                  key={day.id}
                  className={`jp-homl-Heat jp-homl-mod-shade${shadeOf(day.done.minutes)} ${day === today ? 'jp-homl-mod-today' : ''}`}
                  x={LEFT + column * PITCH}
                  y={TOP + row * PITCH}
                  width={SIZE}
                  height={SIZE}
                  rx="3"
                >
                  <title>
                    {trans.__(
                      '%1: %2 min',
                      dates.past(day.date.toISOString()),
                      day.done.minutes
                    )}
                  </title>
                </rect>
              )
          )
        )}
      </svg>
      <p className="jp-homl-Legend">
        {[0, 1, 2, 3, 4].map(shade => (
          <span key={shade}>
            <svg width="12" height="12" aria-hidden="true">
              <rect
                className={`jp-homl-Heat jp-homl-mod-shade${shade}`}
                x="0.5"
                y="0.5"
                width="11"
                height="11"
                rx="2"
              />
            </svg>
            {shadeText(trans, shade)}
          </span>
        ))}
      </p>
    </>
  );
}

/** Name of the month above its first whole week. */
function MonthName(props: {
  week: ICalendarDay[];
  before: ICalendarDay[] | undefined;
  x: number;
  dates: Dates;
}): JSX.Element | null {
  const { before, dates, week, x } = props;
  const month = week[0].date.getMonth();
  return before === undefined || before[0].date.getMonth() !== month ? (
    <text x={x} y={TOP - 8}>
      {dates.month(week[0].date)}
    </text>
  ) : null;
}

function shadeText(trans: TranslationBundle, shade: number): string {
  if (shade === 0) {
    return trans.__('none');
  }
  const from = SHADES[shade - 1] + 1;
  return shade === SHADES.length
    ? trans.__('%1 min or more', from)
    : trans.__('%1–%2 min', from, SHADES[shade]);
}
