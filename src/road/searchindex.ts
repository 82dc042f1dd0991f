/**
 * Full-text search and filters over the course. Pure, and fast enough for thousands of exercises.
 */
import type {
  ICourse,
  IExercise,
  ILesson,
  ISearchTexts,
  ITerm
} from '../documents';
import { normalize } from './highlight';

/** Filter of the list. */
export type Filter = 'all' | 'todo' | 'stuck' | 'review';

/** What a result leads to. */
export type Target =
  | { kind: 'lesson'; lesson: ILesson }
  | { kind: 'section'; lesson: ILesson; section: number }
  | { kind: 'exercise'; lesson: ILesson; exercise: IExercise }
  | { kind: 'term'; term: ITerm };

/** A search result. */
export interface IResult {
  target: Target;
  /** Text of the lesson, section, exercise or term; empty while it is not loaded. */
  text: string;
  /** Whether all search terms are in its title or among its skills. */
  byTitle: boolean;
}

/** Something that can be found. */
interface IEntry {
  target: Target;
  /** Normalised title, number and skills, in the original and in translation. */
  title: string;
  text: string;
  normalizedText: string;
}

/** Searchable texts of a course, prepared once per course document. */
export type Index = readonly IEntry[];

/**
 * Build the index of a course: terms first, then lessons with their sections and exercises, in order.
 *
 * @param course - The course.
 * @param texts - Words of sections and exercises, and the terms; null while they are not loaded.
 * @param translate - Translates a text of the course; originals and translations are both searchable.
 */
export function buildIndex(
  course: ICourse,
  texts: ISearchTexts | null,
  translate: (text: string) => string = text => text
): Index {
  const both = (...words: string[]): string =>
    words.map(text => `${text} ${translate(text)}`).join(' ');
  const entry = (target: Target, title: string, text: string): IEntry => ({
    target,
    title: normalize(title),
    text,
    normalizedText: normalize(text)
  });
  const bodies = new Map(texts?.lessons.map(lesson => [lesson.id, lesson]));
  const terms = (texts?.terms ?? []).map(term =>
    entry(
      { kind: 'term', term },
      `${term.name} ${term.also}`,
      translate(term.what)
    )
  );
  const lessons = [
    ...(course.first_steps ? [course.first_steps] : []),
    ...course.parts.flatMap(part => part.lessons)
  ];
  return [
    ...terms,
    ...lessons.flatMap(lesson => {
      const { id, number, ready, summary, title } = lesson;
      // What is not written yet has a title and a summary only.
      const { exercises, sections } = ready ? lesson : NOTHING;
      const body = bodies.get(id);
      const statements = new Map(
        body?.exercises.map(({ id: exercise, text }) => [exercise, text])
      );
      return [
        entry(
          { kind: 'lesson', lesson },
          `${id} ${number} ${both(title)}`,
          translate(summary)
        ),
        ...sections.map((section, at) =>
          entry(
            { kind: 'section', lesson, section: at + 1 },
            both(section.title),
            body?.sections[at] ?? ''
          )
        ),
        ...exercises.map(exercise =>
          entry(
            { kind: 'exercise', lesson, exercise },
            `${exercise.id} ${exercise.number} ${both(exercise.title, ...exercise.skills)}`,
            statements.get(exercise.id) ?? ''
          )
        )
      ];
    })
  ];
}

const NOTHING: Pick<ILesson, 'exercises' | 'sections'> = {
  exercises: [],
  sections: []
};

/** The words of a query. */
export function searchTerms(query: string): string[] {
  return normalize(query).split(/\s+/).filter(Boolean);
}

/**
 * Search the course.
 *
 * @param index - Index of the course.
 * @param query - Search terms, all of which have to match, in any order.
 * @param filter - Filter of the list; other than `all`, only exercises are found.
 * @param due - Names of the skills that are due for review.
 * @returns The results, those that match by their titles first.
 */
export function searchCourse(
  index: Index,
  query: string,
  filter: Filter,
  due: ReadonlySet<string> = new Set()
): IResult[] {
  const terms = searchTerms(query);
  const byTitle: IResult[] = [];
  const byText: IResult[] = [];
  for (const { normalizedText, target, text, title } of index) {
    if (!passesFilter(target, filter, due)) {
      continue;
    }
    if (terms.every(term => title.includes(term))) {
      byTitle.push({ target, text, byTitle: true });
    } else if (
      terms.every(term => title.includes(term) || normalizedText.includes(term))
    ) {
      byText.push({ target, text, byTitle: false });
    }
  }
  return [...byTitle, ...byText];
}

/** Whether something passes a filter. */
function passesFilter(
  target: Target,
  filter: Filter,
  due: ReadonlySet<string>
): boolean {
  if (filter === 'all') {
    return true;
  }
  if (target.kind !== 'exercise') {
    return false;
  }
  const { exercise, lesson } = target;
  const aside = (mark: string | null): boolean =>
    mark === 'done' || mark === 'skipped';
  switch (filter) {
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
