/**
 * What the server says of the first page; see `docs/rest.md`.
 */
import type { Status } from '../documents';

/** A path to choose as a goal. */
export interface IGoal {
  id: string;
  title: string;
  summary: string;
}

/** How well a topic was known, when somebody said so. */
export interface IRating {
  /** In UTC, as 2026-03-01T23:30:00Z. */
  at: string;
  /** 1 is new, 4 is known without looking things up. */
  rating: number;
}

/** What the last rating says about the topic's tutorial. */
export type Advice = 'worth' | 'skim' | 'enough';

/** A prerequisite to rate oneself in. */
export interface ITopic {
  id: string;
  title: string;
  minutes: number;
  /** Whether its tutorial has been written. */
  ready: boolean;
  can_do: string[];
  /** Oldest first. */
  ratings: IRating[];
  advice: Advice | null;
  /** The first chapter on the learner's path that leans on it. */
  before: { id: string; number: string; title: string } | null;
}

/** The first exercise. */
export interface IFirst {
  lesson: string;
  exercise: string;
  title: string;
  minutes: number;
  status: Status;
  attempts: number;
}

/** `GET welcome`. */
export interface IWelcome {
  /** Whether anything is known of the learner. */
  begun: boolean;
  goal: { chosen: string | null; at: string | null; paths: IGoal[] };
  topics: ITopic[];
  first: IFirst | null;
}
