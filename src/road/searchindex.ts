/**
 * Full-text search and filters over the course. Pure, and fast enough for thousands of exercises.
 */
import type { ICourse, IExercise, ILesson, ISection } from '../documents';

/** Filter of the list. */
export type Filter = 'all' | 'todo' | 'stuck' | 'review';

/** A lesson in the index. */
interface IEntry {
  lesson: ILesson;
  text: string;
  exercises: { exercise: IExercise; text: string }[];
  sections: { section: ISection; number: number; text: string }[];
}

/** Searchable texts of a course, prepared once per course document. */
export interface IIndex {
  parts: { id: string; entries: IEntry[] }[];
}

/** A matching lesson and its matching content. */
export interface IFoundLesson {
  lesson: ILesson;
  /** Whether the lesson's own title, summary or skills match, so that all of it is shown. */
  whole: boolean;
  exercises: IExercise[];
  sections: { section: ISection; number: number }[];
}

/** Search results by part, and the total number of matching lessons, sections and exercises. */
export interface ISearchResult {
  parts: Map<string, IFoundLesson[]>;
  count: number;
}

/** Normalise text for comparison: no case, no accents. */
export function normalize(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * Build the index of a course.
 *
 * @param course - The course.
 * @param translate - Translates a text of the course; originals and translations are both searchable.
 */
export function buildIndex(
  course: ICourse,
  translate: (text: string) => string = text => text
): IIndex {
  const both = (...texts: string[]): string =>
    normalize(texts.map(text => `${text} ${translate(text)}`).join(' '));
  return {
    parts: course.parts.map(part => ({
      id: part.id,
      entries: part.lessons.map(lesson => ({
        lesson,
        text: `${lesson.id} ${lesson.number} ${both(lesson.title, lesson.summary, ...lesson.skill_names)}`,
        exercises: lesson.exercises.map(exercise => ({
          exercise,
          text: `${exercise.id} ${both(exercise.title, ...exercise.skills)}`
        })),
        sections: lesson.sections.map((section, at) => ({
          section,
          number: at + 1,
          text: both(section.title)
        }))
      }))
    }))
  };
}

/**
 * Search the course.
 *
 * @param index - Index of the course.
 * @param query - Search terms, all of which have to match, in any order.
 * @param filter - Filter of the list.
 * @param due - Names of the skills that are due for review.
 */
export function searchCourse(
  index: IIndex,
  query: string,
  filter: Filter,
  due: ReadonlySet<string> = new Set()
): ISearchResult {
  const terms = normalize(query).split(/\s+/).filter(Boolean);
  const fits = (text: string): boolean =>
    terms.every(term => text.includes(term));
  const parts = new Map<string, IFoundLesson[]>();
  let count = 0;
  for (const part of index.parts) {
    const lessons: IFoundLesson[] = [];
    for (const entry of part.entries) {
      const found = searchLesson(entry, fits, filter, due);
      if (found) {
        lessons.push(found);
        count +=
          Number(found.whole) + found.exercises.length + found.sections.length;
      }
    }
    if (lessons.length > 0) {
      parts.set(part.id, lessons);
    }
  }
  return { parts, count };
}

function searchLesson(
  entry: IEntry,
  fits: (text: string) => boolean,
  filter: Filter,
  due: ReadonlySet<string>
): IFoundLesson | null {
  const { lesson } = entry;
  const whole = fits(entry.text);
  const exercises = entry.exercises
    .filter(
      ({ exercise, text }) =>
        (whole || fits(text)) && passesFilter(exercise, lesson, filter, due)
    )
    .map(({ exercise }) => exercise);
  if (filter !== 'all') {
    return exercises.length > 0
      ? { lesson, whole: false, exercises, sections: [] }
      : null;
  }
  const sections = whole
    ? []
    : entry.sections
        .filter(({ text }) => fits(text))
        .map(({ number, section }) => ({ number, section }));
  return whole || exercises.length > 0 || sections.length > 0
    ? { lesson, whole, exercises, sections }
    : null;
}

/** Whether an exercise passes a filter. */
function passesFilter(
  exercise: IExercise,
  lesson: ILesson,
  filter: Filter,
  due: ReadonlySet<string>
): boolean {
  const aside = (mark: string | null): boolean =>
    mark === 'done' || mark === 'skipped';
  switch (filter) {
    case 'all':
      return true;
    case 'todo':
      return (
        exercise.status !== 'passed' &&
        exercise.status !== 'answered' &&
        !aside(exercise.mark) &&
        !aside(lesson.mark)
      );
    case 'stuck':
      return exercise.stuck && !aside(exercise.mark);
    case 'review':
      return exercise.skills.some(skill => due.has(skill));
  }
}
