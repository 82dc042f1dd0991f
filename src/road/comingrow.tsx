/**
 * The lessons of a part that are not written yet, folded into one line.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon } from '../components/basics';
import type { ILesson } from '../documents';
import { translateText } from '../i18n';
import { caretIcon } from '../icons';
import { lessonStatusText } from '../texts';
import { LessonTitle } from './lessonrow';

/** Props of the line. */
export interface IComingRowProps {
  /** Id of the part. */
  part: string;
  /** The part's lessons that are not written yet, at least one. */
  lessons: ILesson[];
  trans: TranslationBundle;
}

/** The line with the number of lessons, which expands to their titles. */
export function ComingRow(props: IComingRowProps): JSX.Element {
  const { lessons, part, trans } = props;
  const [expanded, setExpanded] = React.useState(false);
  const body = `jp-homl-coming-${part}`;
  return (
    <li>
      <button
        type="button"
        className="jp-homl-Row jp-homl-ComingRow"
        data-row={body}
        aria-expanded={expanded}
        aria-controls={expanded ? body : undefined}
        onClick={() => setExpanded(!expanded)}
      >
        <Icon
          icon={caretIcon}
          className={
            expanded ? 'jp-homl-Caret jp-homl-mod-open' : 'jp-homl-Caret'
          }
        />
        <span className="jp-homl-Row-title">
          {trans._n('%1 chapter coming', '%1 chapters coming', lessons.length)}
        </span>
      </button>
      {expanded && (
        <ul id={body} className="jp-homl-Coming">
          {lessons.map(lesson => (
            <ComingLesson key={lesson.id} lesson={lesson} trans={trans} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** A lesson that is not written yet, which cannot be opened. */
export function ComingLesson(props: {
  lesson: ILesson;
  trans: TranslationBundle;
}): JSX.Element {
  const { lesson, trans } = props;
  return (
    <li
      className="jp-homl-Row jp-homl-ComingLesson"
      title={translateText(trans, lesson.summary || lesson.title)}
    >
      <LessonTitle lesson={lesson} trans={trans} />
      <span className="jp-homl-Row-note">
        {lessonStatusText(trans, 'coming')}
      </span>
    </li>
  );
}
