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

/** Every level once, which the compiler holds. */
const RANKS: Record<Level, number> = {
  not_started: 0,
  attempted: 1,
  familiar: 2,
  proficient: 3,
  mastered: 4
};

/** How well a skill is known, from the least to the most. */
export const LEVELS = Object.keys(RANKS) as readonly Level[];

/** An answer: an option's letter or a number, or a card's rating. */
export type Answer = { answer: string | number } | { rating: number };
