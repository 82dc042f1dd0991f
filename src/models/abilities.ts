/**
 * What a learner can do after a lesson, from its skills and their levels. Pure.
 */
import type { ILesson } from '../documents';

/** Sentences for the skills that are known, and the names of the others. */
export interface IAbilities {
  known: string[];
  others: string[];
}

/** Sort a lesson's skills into what its learner can do and what is left; untranslated. */
export function abilitiesOf(lesson: ILesson): IAbilities {
  const known: string[] = [];
  const others: string[] = [];
  (lesson.skills ?? []).forEach(({ level, name }, index) => {
    if (level === 'not_started' || level === 'attempted') {
      others.push(name);
    } else {
      // A course may describe its skills by their names alone.
      known.push(lesson.abilities[index] ?? name);
    }
  });
  return { known, others };
}
