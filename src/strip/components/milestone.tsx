/**
 * A quiet word below the strip after the first pass of all, and at the end of a chapter.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon } from '../../components/basics';
import type { ILesson } from '../../documents';
import { listText, translateText } from '../../i18n';
import { passedIcon } from '../../icons';
import { abilitiesOf } from '../../models/abilities';
import type { Milestone } from '../../models/milestone';
import { goToText } from '../../texts';

/** A milestone and where to go from it. */
export interface IMilestone {
  kind: Milestone;
  /** The lesson in which it was reached. */
  lesson: ILesson;
  /** The lesson that *Continue* leads into, if it is another one. */
  next: ILesson | null;
}

/** Props of the note. */
export interface IMilestoneNoteProps {
  milestone: IMilestone;
  goOn: () => void;
  trans: TranslationBundle;
}

/** What has been achieved, and a button that leads on. */
export function MilestoneNote(props: IMilestoneNoteProps): JSX.Element {
  const { goOn, milestone, trans } = props;
  const { kind, lesson, next } = milestone;
  return (
    <div className="jp-homl-Milestone">
      <Icon icon={passedIcon} />
      <div>
        <p className="jp-homl-Milestone-title" aria-live="polite">
          {kind === 'first'
            ? trans.__('Well done! Your first exercise passes.')
            : trans.__(
                'Well done! You have finished the core of chapter %1.',
                lesson.number
              )}
        </p>
        {kind === 'first' ? (
          <p>
            {trans.__(
              'Every exercise works like this one: write an answer, check it, read what it says, and check again.'
            )}
          </p>
        ) : (
          <Abilities lesson={lesson} trans={trans} />
        )}
        {next && (
          <button
            type="button"
            className="jp-homl-Button jp-homl-mod-primary"
            onClick={goOn}
          >
            {goToText(trans, next)}
          </button>
        )}
      </div>
    </div>
  );
}

/** What the learner has shown to be able to do, and the skills that deserve more practice. */
function Abilities(props: {
  lesson: ILesson;
  trans: TranslationBundle;
}): JSX.Element {
  const { lesson, trans } = props;
  const { known, others } = abilitiesOf(lesson);
  return (
    <>
      {known.length > 0 && (
        <>
          <p>{trans.__('What you can do now:')}</p>
          <ul>
            {known.map(ability => (
              <li key={ability}>{translateText(trans, ability)}</li>
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && (
        <p>
          {trans.__(
            'The extra exercises practise what is left: %1.',
            listText(others.map(name => translateText(trans, name)))
          )}
        </p>
      )}
    </>
  );
}
