/**
 * Types of the REST documents about a class.
 */
import type { ActionJob, ActionRequest, GradingJob } from '../rest';

export type {
  Board as IBoard,
  BoardColumn as IBoardColumn,
  BoardRow as IBoardRow,
  ClassAssignment as IClassAssignment,
  ClassAssignments as IClassAssignments,
  ClassMistakes as IClassMistakes,
  ExerciseMistakes as IExerciseMistakes
} from '../rest';

/** What can be done to an assignment. */
export type Action = ActionRequest['action'] | 'grading';

/** A job about an assignment. */
export type IClassJob = ActionJob | GradingJob;
