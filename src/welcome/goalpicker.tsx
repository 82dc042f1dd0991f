/**
 * First question of the welcome page: the learner's goal.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { translateText } from '../i18n';
import type { IWelcome } from './documents';

/** Props of the question. */
export interface IGoalPickerProps {
  goal: IWelcome['goal'];
  /** A choice that has not been saved yet; undefined if there is none. */
  pending: string | null | undefined;
  choose: (goal: string | null) => void;
  trans: TranslationBundle;
}

/** The paths with their summaries, and *Decide later*. */
export function GoalPicker(props: IGoalPickerProps): JSX.Element {
  const { choose, goal, pending, trans } = props;
  const kept = goal.at === null ? undefined : goal.chosen;
  const chosen = pending === undefined ? kept : pending;
  const option = (
    id: string | null,
    title: string,
    summary: string
  ): JSX.Element => (
    <label key={id ?? ''} className="jp-homl-Welcome-goal">
      <input
        type="radio"
        name="jp-homl-goal"
        checked={chosen === id}
        onChange={() => choose(id)}
      />
      <span>
        <strong>{title}</strong>
        <span>{summary}</span>
      </span>
    </label>
  );
  return (
    <fieldset>
      <legend className="jp-homl-VisuallyHidden">
        {trans.__('What are you here for?')}
      </legend>
      {goal.paths.map(path =>
        option(
          path.id,
          translateText(trans, path.title),
          translateText(trans, path.summary)
        )
      )}
      {option(
        null,
        trans.__('Decide later'),
        trans.__(
          'Follow the standard order. You can choose a path at any time.'
        )
      )}
    </fieldset>
  );
}
