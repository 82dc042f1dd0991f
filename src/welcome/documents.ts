/**
 * The documents of the first page.
 */
import type { Topic, Welcome } from '../rest';

export type {
  FirstExercise as IFirst,
  Topic as ITopic,
  Welcome as IWelcome
} from '../rest';

/** A path to choose as a goal. */
export type IGoal = Welcome['goal']['paths'][number];

/** How well a topic was known, when somebody said so. */
export type IRating = Topic['ratings'][number];

/** What the last rating says about the topic's tutorial. */
export type Advice = NonNullable<Topic['advice']>;
