/**
 * Types of the REST documents of reviews, skills and fast tracks.
 */
import type { Level } from '../rest';

export type {
  CardBack as ICardBack,
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

/** Has each level exactly once, which the compiler verifies. */
const RANKS: Record<Level, number> = {
  not_started: 0,
  attempted: 1,
  familiar: 2,
  proficient: 3,
  mastered: 4
};

/** The levels of skill, lowest first. */
export const LEVELS = Object.keys(RANKS) as readonly Level[];

/** An answer: an option's letter, a number, or the rating of a card. */
export type Answer = { answer: string | number } | { rating: number };
