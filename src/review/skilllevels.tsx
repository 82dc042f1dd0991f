/**
 * Levels of skills, small enough for the road and a lesson's card.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon } from '../components/basics';
import type { ICourse, ILesson } from '../documents';
import { translateText } from '../i18n';
import type { ISkillLevel } from './documents';
import { levelIcon } from './icons';
import { levelText } from './texts';

/** The skills on which a question is due for review. */
export function dueSkills(course: ICourse): ReadonlySet<string> {
  return new Set(
    course.parts
      .flatMap(part => part.lessons)
      .flatMap(lesson => lesson.skills ?? [])
      .filter(skill => skill.due)
      .map(skill => skill.name)
  );
}

/** Some skills, each with its level in words and as an icon. */
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

/** The skills of a lesson with their levels; their names alone where it is not reviewed, as the first steps are not. */
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
