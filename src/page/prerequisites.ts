/**
 * Prerequisites of lessons in both directions, and the shape of the lines between them. Pure.
 */
import type { ICourse, ILesson } from '../documents';

/** A lesson's neighbours in the prerequisite graph. */
export interface INeighbours {
  /** Its prerequisites, in course order. */
  needs: ILesson[];
  /** Lessons of which it is a prerequisite. */
  leadsTo: ILesson[];
  /** Prerequisites that are neither done nor skipped, of those that are written. */
  missing: ILesson[];
}

/** Find the neighbours of a lesson. */
export function neighbours(course: ICourse, lesson: ILesson): INeighbours {
  const all = course.parts.flatMap(part => part.lessons);
  const needs = all.filter(other => lesson.prerequisites.includes(other.id));
  return {
    needs,
    leadsTo: all.filter(other => other.prerequisites.includes(lesson.id)),
    missing: needs.filter(
      other =>
        other.ready &&
        other.status !== 'done' &&
        other.mark !== 'done' &&
        other.mark !== 'skipped'
    )
  };
}

/** A rectangle, in pixels. */
export interface IBox {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** SVG path between two boxes: from side to side, or around the start of the line if both are in the same lane. */
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
