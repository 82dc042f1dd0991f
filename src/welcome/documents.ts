/**
 * Types of the REST documents of the welcome page.
 */
import type { Topic, Welcome } from '../rest';

export type {
  FirstExercise as IFirst,
  Topic as ITopic,
  Welcome as IWelcome
} from '../rest';

/** A path that can be chosen as a goal. */
export type IGoal = Welcome['goal']['paths'][number];

/** A self-rating of a topic. */
export type IRating = Topic['ratings'][number];

/** What the latest rating implies for the topic's tutorial. */
export type Advice = NonNullable<Topic['advice']>;
