/**
 * Compact lists of skills and their levels, for the road and the lesson card.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon } from '../components/basics';
import type { ICourse, ILesson } from '../documents';
import { translateText } from '../i18n';
import type { ISkillLevel } from './documents';
import { levelIcon } from './icons';
import { levelText } from './texts';

/** Names of the skills that are due for review. */
export function dueSkills(course: ICourse): ReadonlySet<string> {
  return new Set(
    course.parts
      .flatMap(part => part.lessons)
      .flatMap(lesson => lesson.skills ?? [])
      .filter(skill => skill.due)
      .map(skill => skill.name)
  );
}

/** Skills with their levels, as icons and text. */
export function SkillLevels(props: {
  skills: readonly ISkillLevel[];
  trans: TranslationBundle;
}): JSX.Element {
  const { skills, trans } = props;
  return (
    <ul className="jp-homl-SkillChanges">
      {skills.map(({ level, name }) => (
        <li key={name}>
          <Icon icon={levelIcon(level)} />
          <span>
            {trans.__(
              '%1: %2',
              translateText(trans, name),
              levelText(trans, level)
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A lesson's skills with their levels; only their names for lessons without reviews, such as the first steps. */
export function LessonLevels(props: {
  lesson: ILesson;
  trans: TranslationBundle;
}): JSX.Element {
  const { lesson, trans } = props;
  return lesson.skills ? (
    <SkillLevels skills={lesson.skills} trans={trans} />
  ) : (
    <ul>
      {lesson.skill_names.map(name => (
        <li key={name}>{translateText(trans, name)}</li>
      ))}
    </ul>
  );
}
