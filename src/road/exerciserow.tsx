/**
 * Row of an exercise in the panel.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { CourseText, Icon, Stars } from '../components/basics';
import type { IExercise } from '../documents';
import { translateText } from '../i18n';
import { statusIcon } from '../icons';
import { markText, statusText } from '../texts';

/** Props of the row. */
export interface IExerciseRowProps {
  exercise: IExercise;
  /** Whether to say that it is a core exercise, if it is one. */
  marksCore: boolean;
  open: (exercise: string) => void;
  trans: TranslationBundle;
}

/** Button with the exercise's status, title, kind, level and number of attempts. */
export function ExerciseRow(props: IExerciseRowProps): JSX.Element {
  const { exercise, marksCore, open, trans } = props;
  const { attempts, core, id, level, mark, minutes, number, status } = exercise;
  const title = translateText(trans, exercise.title);
  const tried = attempts > 0 && status !== 'passed';
  return (
    <li>
      <button
        type="button"
        className={`jp-homl-Row jp-homl-ExerciseRow jp-homl-mod-markable ${mark === 'skipped' ? 'jp-homl-mod-dimmed' : ''}`}
        data-row={id}
        title={trans.__('%1 · ~%2 minutes', title, minutes)}
        onClick={() => open(id)}
      >
        <Icon icon={statusIcon(status)} label={statusText(trans, status)} />
        <span className="jp-homl-Row-title">
          <span className="jp-homl-Row-number">{number} </span>
          <CourseText text={exercise.title} trans={trans} />
        </span>
        {marksCore && core && (
          <span className="jp-homl-Row-note">{trans.__('core')}</span>
        )}
        {mark && (
          <span className="jp-homl-Row-note">{markText(trans, mark)}</span>
        )}
        {tried && !mark && (
          <span className="jp-homl-Row-note">
            {trans.__('tried %1×', attempts)}
          </span>
        )}
        <Stars level={level} trans={trans} />
      </button>
    </li>
  );
}
