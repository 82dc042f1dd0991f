/**
 * The learner's goal on the welcome page, as cards.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { translateText } from '../i18n';
import type { IWelcome } from './documents';

/** Props of the cards. */
export interface IGoalPickerProps {
  goal: IWelcome['goal'];
  /** A choice that has not been saved yet; undefined if there is none. */
  pending: string | null | undefined;
  choose: (goal: string | null) => void;
  trans: TranslationBundle;
}

/** A card for each path, and one for *Decide later*. */
export function GoalPicker(props: IGoalPickerProps): JSX.Element {
  const { choose, goal, pending, trans } = props;
  const kept = goal.at === null ? undefined : goal.chosen;
  const chosen = pending === undefined ? kept : pending;
  const card = (
    id: string | null,
    title: string,
    summary: string
  ): JSX.Element => (
    <label key={id ?? ''} className="jp-homl-GoalCard">
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
    <fieldset className="jp-homl-GoalCards">
      <legend className="jp-homl-VisuallyHidden">
        {trans.__('What do you want to learn?')}
      </legend>
      {goal.paths.map(path =>
        card(
          path.id,
          translateText(trans, path.title),
          translateText(trans, path.summary)
        )
      )}
      {card(
        null,
        trans.__('Decide later'),
        trans.__(
          'Follow the standard order. You can choose a path at any time.'
        )
      )}
    </fieldset>
  );
}
