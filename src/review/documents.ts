/**
 * What the server sends about review, skills and fast tracks, as `docs/rest.md` lays it down.
 */
import type { IMessage, Status } from '../documents';

/** How well a skill is known, from the least to the most. */
export const LEVELS = [
  'not_started',
  'attempted',
  'familiar',
  'proficient',
  'mastered'
] as const;

/** One of them. */
export type Level = (typeof LEVELS)[number];

/** What is due today, and when there is more. */
export interface IDue {
  due: number;
  next: string | null;
}

/** A question as it is asked. */
export interface IReviewItem {
  id: string;
  /** Null for a learner's own card. */
  lesson: string | null;
  skill: string | null;
  kind: 'choice' | 'number' | 'card';
  seconds: number;
  /** How often it has been answered; sent back with the answer. */
  turn: number;
  /** In Markdown. */
  question: string;
  options: { id: string; text: string }[];
}

/** `GET review`. */
export interface IQueue extends IDue {
  items: IReviewItem[];
}

/** An answer: an option's letter or a number, or a card's rating. */
export type Answer = { answer: string | number } | { rating: number };

/** Whether an answer was right, and why. */
export interface IJudgement {
  id: string;
  right: boolean;
  expected: string;
  /** For the wrong answer that was given, what to look at again. */
  words: string | null;
  /** In Markdown. */
  why: string;
}

/** `POST review/ID`. */
export interface IReviewResult extends IJudgement {
  /** When it comes again. */
  due: string | null;
  level: { skill: string; before: Level; after: Level } | null;
  review: IDue;
}

/** A skill in a list. */
export interface ISkillLevel {
  name: string;
  level: Level;
}

/** A skill as the course tells it. */
export interface ICourseSkill extends ISkillLevel {
  /** Whether a question on it is due for review. */
  due: boolean;
}

/** `GET lessons/ID/fasttrack`. */
export interface IFastTrack {
  lesson: string;
  title: string;
  exercise: {
    id: string;
    title: string;
    minutes: number;
    level: number;
    passed: boolean;
    skills: ISkillLevel[];
  };
  skills: ISkillLevel[];
  turn: number;
  /** Whether it proves nothing today; an older server does not say. */
  practice?: boolean;
  needed: number;
  items: IReviewItem[];
}

/** `POST lessons/ID/fasttrack`. */
export interface IFastTrackResult {
  lesson: string;
  right: number;
  total: number;
  needed: number;
  passed: boolean;
  /** Whether it proved nothing, whatever was right. */
  practice?: boolean;
  items: (IJudgement & { skill: string })[];
  skills: (ISkillLevel & { proved: boolean })[];
}

/** What moved or held a level. */
export interface ISkillStep {
  at: string;
  level: Level;
  because: IMessage;
}

/** A skill with all that is known of it. */
export interface ISkill extends ISkillLevel {
  /** Whether a solution that was seen holds it at familiar. */
  held: boolean;
  at: string | null;
  evidence: IMessage;
  steps: ISkillStep[];
  exercises: { id: string; title: string; status: Status }[];
  review: { items: number; due: number; next: string | null };
}

/** The skills of a lesson. */
export interface ILessonSkills {
  id: string;
  number: string;
  title: string;
  fast_track: boolean;
  skills: ISkill[];
}

/** `GET skills`. */
export interface ISkills {
  review: IDue;
  lessons: ILessonSkills[];
}
