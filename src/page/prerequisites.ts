/**
 * Who needs whom: the prerequisites of the lessons, both ways. Pure.
 */
import type { ICourse, ILesson } from '../documents';

/** A lesson with its neighbours. */
export interface INeighbours {
  /** What it needs, in the order of the course. */
  needs: ILesson[];
  /** What needs it. */
  leadsTo: ILesson[];
  /** What it needs and is neither done nor put aside. */
  missing: ILesson[];
}

/** The neighbours of a lesson. */
export function neighbours(course: ICourse, lesson: ILesson): INeighbours {
  const all = course.parts.flatMap(part => part.lessons);
  const needs = all.filter(other => lesson.prerequisites.includes(other.id));
  return {
    needs,
    leadsTo: all.filter(other => other.prerequisites.includes(lesson.id)),
    missing: needs.filter(
      other =>
        other.status !== 'done' &&
        other.mark !== 'done' &&
        other.mark !== 'skipped'
    )
  };
}

/** A point, in pixels. */
export interface IBox {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * The path of an edge from one box to another, as SVG writes it: across from side to side, or
 * around at the start of the line where both stand in one lane.
 */
export function edgePath(from: IBox, to: IBox): string {
  const fromY = (from.top + from.bottom) / 2;
  const toY = (to.top + to.bottom) / 2;
  if (from.right <= to.left) {
    const middle = (from.right + to.left) / 2;
    return `M${from.right} ${fromY}C${middle} ${fromY} ${middle} ${toY} ${to.left} ${toY}`;
  }
  if (to.right <= from.left) {
    const middle = (to.right + from.left) / 2;
    return `M${from.left} ${fromY}C${middle} ${fromY} ${middle} ${toY} ${to.right} ${toY}`;
  }
  const out = Math.min(from.left, to.left) - 14;
  return `M${from.left} ${fromY}C${out} ${fromY} ${out} ${toY} ${to.left} ${toY}`;
}
