/**
 * What the server tells of answers that were given, as `docs/rest.md` lays it down.
 */
import type { IHints, IVerdict, Status } from '../documents';

/** One attempt, without its text. */
export interface IAttempt {
  id: number;
  exercise: string;
  /** Which attempt at the exercise, counted from 1. */
  number: number;
  /** When, as an ISO date in UTC. */
  at: string;
  status: Status;
  passed: number;
  total: number;
  score: number;
}

/** One attempt with its text and what was found. */
export interface IAttemptText extends IAttempt {
  source: string;
  verdict: IVerdict;
}

/** A cell that an exercise was handed out with. */
export interface ICellFact {
  grade_id: string;
  role: 'statement' | 'answer' | 'tests';
  cell_type: string;
}

/** A question of a quiz; its words are Markdown. */
export interface IQuestion {
  key: string;
  text: string;
  options: { key: string; text: string }[];
}

/** What is known of one exercise before anything is pressed. */
export interface IExerciseAnswers {
  last: IAttemptText | null;
  hints: IHints;
  /** The learner's own rating of a short answer, point by point. */
  rating: boolean[] | null;
  /** The answer as it was handed out. */
  stub: string;
  cells: ICellFact[];
  questions: IQuestion[];
}

/** `GET lessons/ID/attempts`. */
export interface ILessonAnswers {
  exercises: Record<string, IExerciseAnswers>;
}

/** A whole cell, as it was handed out. */
export interface IHandedCell {
  id: string;
  cell_type: string;
  source: string;
  metadata: Record<string, unknown>;
}

/** `POST restores`: what to put back; `backup` holds what was there. */
export interface IRestore {
  backup: string;
  cells: IHandedCell[];
  answer: string;
}
