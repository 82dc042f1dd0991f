/**
 * The documents of review, skills and fast tracks.
 */
import type { Level } from '../rest';

export type {
  CourseSkill as ICourseSkill,
  FastTrack as IFastTrack,
  FastTrackResult as IFastTrackResult,
  Judgement as IJudgement,
  LessonSkills as ILessonSkills,
  Level,
  ReviewDue as IDue,
  ReviewItem as IReviewItem,
  ReviewResult as IReviewResult,
  ReviewSession as IQueue,
  Skill as ISkill,
  SkillLevel as ISkillLevel,
  Skills as ISkills
} from '../rest';

/** How well a skill is known, from the least to the most. */
export const LEVELS: readonly Level[] = [
  'not_started',
  'attempted',
  'familiar',
  'proficient',
  'mastered'
];

/** An answer: an option's letter or a number, or a card's rating. */
export type Answer = { answer: string | number } | { rating: number };
