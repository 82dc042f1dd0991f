/**
 * The weeks of a calendar, and ticks of an axis. Pure.
 */
import type { IDay } from '../road/documents';

/** A day of the calendar; `done` is null for a day in the future. */
export interface ICalendarDay {
  date: Date;
  /** As the server writes it, such as 2026-03-01. */
  id: string;
  done: Pick<IDay, 'minutes' | 'passed'> | null;
}

/** The day as the server writes it. */
export function dayId(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * The last weeks, the current one included, each from Monday to Sunday.
 *
 * @param days - What was done.
 * @param today - A time of the current day.
 * @param count - Number of weeks.
 */
export function lastWeeks(
  days: readonly IDay[],
  today: Date,
  count: number
): ICalendarDay[][] {
  const known = new Map(days.map(day => [day.date, day]));
  const weekday = (today.getDay() + 6) % 7;
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => {
      const offset = (week + 1 - count) * 7 + day - weekday;
      // At noon no change of clocks can move the day.
      const date = new Date(
        today.getFullYear(),
        today.getMonth(),
        today.getDate() + offset,
        12
      );
      const id = dayId(date);
      const { minutes = 0, passed = 0 } = known.get(id) ?? {};
      return { date, id, done: offset > 0 ? null : { minutes, passed } };
    })
  );
}

/** Sum of the minutes of some days. */
export function minutesOf(days: readonly ICalendarDay[]): number {
  return days.reduce((sum, { done }) => sum + (done?.minutes ?? 0), 0);
}

/** Upper limits of the calendar's shades but the darkest, in minutes; the first is for nothing done. */
export const SHADES = [0, 14, 29, 59] as const;

/** Shade of a day, from 0 for nothing done. */
export function shadeOf(minutes: number): number {
  return SHADES.filter(limit => minutes > limit).length;
}

/** Two to five round values from zero, the last of them at least `most`. */
export function axisTicks(most: number): number[] {
  const step =
    [1, 2, 5, 10, 15, 30, 60, 120, 300, 600].find(size => size * 4 >= most) ??
    10 ** Math.ceil(Math.log10(most / 4));
  const count = Math.max(Math.ceil(most / step), 1);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
