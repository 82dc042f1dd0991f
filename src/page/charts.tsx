/**
 * The charts of the Progress tab, with axes: minutes of a week, skills by level, and exercises
 * passed over time.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Dates } from '../dates';
import type { ILesson } from '../documents';
import { LEVELS } from '../review/documents';
import { levelText } from '../review/texts';
import type { IDay } from '../road/documents';
import { axisTicks } from './weeks';
import type { ICalendarDay } from './weeks';

/** A day, in milliseconds. */
const DAY_MS = 24 * 3600 * 1000;

/** A chart's plotting area, in pixels. */
interface IArea {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Horizontal lines with their values, and the name of the axis above them. */
function ValueAxis(props: {
  area: IArea;
  ticks: number[];
  name: string;
}): JSX.Element {
  const { area, name, ticks } = props;
  const scale = verticalScale(area, ticks);
  return (
    <>
      <text x={0} y={10}>
        {name}
      </text>
      {ticks.map(tick => (
        <React.Fragment key={tick}>
          <path
            className={tick === 0 ? 'jp-homl-Axis' : 'jp-homl-Grid'}
            d={`M${area.left} ${scale(tick)}H${area.right}`}
          />
          <text x={area.left - 6} y={scale(tick)} dy="0.35em" textAnchor="end">
            {tick}
          </text>
        </React.Fragment>
      ))}
    </>
  );
}

/** Maps values to heights. */
function verticalScale(
  area: IArea,
  ticks: number[]
): (value: number) => number {
  const most = ticks[ticks.length - 1];
  return value => area.bottom - (value / most) * (area.bottom - area.top);
}

/** The minutes of each day of a week, as bars. */
export function WeekChart(props: {
  week: ICalendarDay[];
  dates: Dates;
  trans: TranslationBundle;
}): JSX.Element {
  const { dates, trans, week } = props;
  const area = { left: 36, right: 316, top: 24, bottom: 136 };
  const minutes = week.map(({ done }) => done?.minutes ?? 0);
  const ticks = axisTicks(Math.max(...minutes, 20));
  const scale = verticalScale(area, ticks);
  const pitch = (area.right - area.left) / 7;
  return (
    <svg
      className="jp-homl-Chart"
      width="320"
      height="156"
      viewBox="0 0 320 156"
      role="img"
      aria-label={trans.__(
        'Minutes this week: %1.',
        week
          .map(({ date }, index) => `${dates.weekday(date)} ${minutes[index]}`)
          .join(', ')
      )}
    >
      <ValueAxis area={area} ticks={ticks} name={trans.__('Minutes')} />
      {week.map(({ date, id }, index) => {
        const middle = area.left + (index + 0.5) * pitch;
        return (
          <React.Fragment key={id}>
            {minutes[index] > 0 && (
              <>
                <rect
                  className="jp-homl-Bar"
                  x={middle - 12}
                  y={scale(minutes[index])}
                  width="24"
                  height={area.bottom - scale(minutes[index])}
                  rx="2"
                />
                <text
                  className="jp-homl-Chart-value"
                  x={middle}
                  y={scale(minutes[index]) - 4}
                  textAnchor="middle"
                >
                  {minutes[index]}
                </text>
              </>
            )}
            <text x={middle} y={area.bottom + 16} textAnchor="middle">
              {dates.weekday(date)}
            </text>
          </React.Fragment>
        );
      })}
    </svg>
  );
}

/** The number of skills at each level, as bars. */
export function SkillChart(props: {
  lessons: ILesson[];
  trans: TranslationBundle;
}): JSX.Element {
  const { lessons, trans } = props;
  const skills = lessons.flatMap(lesson => lesson.skills ?? []);
  const rows = [...LEVELS].reverse().map(level => ({
    level,
    name: levelText(trans, level),
    count: skills.filter(skill => skill.level === level).length
  }));
  const area = { left: 88, right: 292, top: 4, bottom: 124 };
  const ticks = axisTicks(Math.max(...rows.map(({ count }) => count), 4));
  const unit = (area.right - area.left) / ticks[ticks.length - 1];
  return (
    <svg
      className="jp-homl-Chart"
      width="320"
      height="160"
      viewBox="0 0 320 160"
      role="img"
      aria-label={trans.__(
        'Skills by level: %1.',
        rows.map(({ count, name }) => `${name} ${count}`).join(', ')
      )}
    >
      {ticks.map(tick => (
        <React.Fragment key={tick}>
          <path
            className={tick === 0 ? 'jp-homl-Axis' : 'jp-homl-Grid'}
            d={`M${area.left + tick * unit} ${area.top}V${area.bottom}`}
          />
          <text
            x={area.left + tick * unit}
            y={area.bottom + 14}
            textAnchor="middle"
          >
            {tick}
          </text>
        </React.Fragment>
      ))}
      <text
        x={(area.left + area.right) / 2}
        y={area.bottom + 30}
        textAnchor="middle"
      >
        {trans.__('Number of skills')}
      </text>
      {rows.map(({ count, level, name }, index) => {
        const middle = area.top + 12 + index * 24;
        return (
          <React.Fragment key={level}>
            <text x={area.left - 8} y={middle} dy="0.35em" textAnchor="end">
              {name}
            </text>
            {count > 0 && (
              <rect
                className={`jp-homl-Level jp-homl-mod-rank${LEVELS.indexOf(level)}`}
                x={area.left}
                y={middle - 8}
                width={count * unit}
                height="16"
                rx="2"
              />
            )}
            <text
              className="jp-homl-Chart-value"
              x={area.left + count * unit + 6}
              y={middle}
              dy="0.35em"
            >
              {count}
            </text>
          </React.Fragment>
        );
      })}
    </svg>
  );
}

/** The exercises passed since the first day, as a line. */
export function PassedChart(props: {
  days: IDay[];
  dates: Dates;
  trans: TranslationBundle;
}): JSX.Element {
  const { dates, days, trans } = props;
  const area = { left: 36, right: 700, top: 24, bottom: 136 };
  const total = days.reduce((sum, { passed }) => sum + passed, 0);
  const ticks = axisTicks(Math.max(total, 4));
  const first = Date.parse(`${days[0].date}T12:00:00`);
  const latest = Date.parse(`${days[days.length - 1].date}T12:00:00`);
  const last = Math.max(dates.today.getTime(), latest, first + DAY_MS);
  const dateTicks = [0, 1, 2, 3].map(index => {
    const time = first + (index / 3) * (last - first);
    return { time, name: dates.past(new Date(time).toISOString()) };
  });
  const x = (time: number): number =>
    area.left + ((time - first) / (last - first)) * (area.right - area.left);
  return (
    <svg
      className="jp-homl-Chart"
      width="720"
      height="160"
      viewBox="0 0 720 160"
      role="img"
      aria-label={trans.__(
        'Line chart of exercises passed over time, %1 in all; “Numbers by day” has the numbers.',
        total
      )}
    >
      <ValueAxis
        area={area}
        ticks={ticks}
        name={trans.__('Exercises passed')}
      />
      {dateTicks.map(
        ({ name, time }, index) =>
          // In the first days, several marks fall on one day: the outermost says so.
          (index === 0 ||
            index === 3 ||
            ![dateTicks[index - 1].name, dateTicks[3].name].includes(name)) && (
            <text
              key={index}
              x={x(time)}
              y={area.bottom + 18}
              textAnchor={
                index === 0 ? 'start' : index === 3 ? 'end' : 'middle'
              }
            >
              {name}
            </text>
          )
      )}
      <path
        className="jp-homl-Line"
        d={cumulativePath(days, x, verticalScale(area, ticks), area.right)}
      />
    </svg>
  );
}

/** SVG path of the cumulative number of passed exercises, as steps up to the right edge. */
export function cumulativePath(
  days: readonly IDay[],
  x: (time: number) => number,
  y: (sum: number) => number,
  right: number
): string {
  let sum = 0;
  const steps = days.map(day => {
    sum += day.passed;
    const time = Date.parse(`${day.date}T12:00:00`);
    return `H${Math.round(x(time))}V${Math.round(y(sum))}`;
  });
  const start = x(Date.parse(`${days[0]?.date}T12:00:00`));
  return `M${Math.round(start)} ${Math.round(y(0))}${steps.join('')}H${right}`;
}
