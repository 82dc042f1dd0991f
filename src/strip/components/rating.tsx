/**
 * Form in which learners rate their own short answer against the rubric.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { ProblemNote, Sentence } from '../../components/basics';
import type { IRatingState } from '../models/helpstate';

/** The form, with a checkbox for each point of the rubric. */
export function Rating(props: {
  points: string[];
  state: IRatingState;
  rate: (given: boolean[]) => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { points, rate, state, trans } = props;
  const { given, problem, saving } = state;
  const [ticked, setTicked] = React.useState<boolean[] | null>(null);
  const now = points.map((_, at) => (ticked ?? given)?.[at] ?? false);
  const kept = given !== null && now.every((tick, at) => tick === given[at]);
  return (
    <form
      className="jp-homl-Rating"
      onSubmit={event => {
        event.preventDefault();
        if (!saving) {
          rate(now);
        }
      }}
    >
      <fieldset>
        <legend>
          {trans.__('Rate your answer: which points does it make?')}
        </legend>
        {points.map((point, at) => (
          <label key={at}>
            <input
              type="checkbox"
              checked={now[at]}
              onChange={() =>
                setTicked(now.map((tick, other) => tick !== (other === at)))
              }
            />
            <span>
              <Sentence text={point} />
            </span>
          </label>
        ))}
      </fieldset>
      <div className="jp-homl-Help-line">
        <button
          type="submit"
          className="jp-homl-Button jp-homl-mod-primary"
          aria-disabled={saving}
        >
          {given === null
            ? trans.__('Save my rating')
            : trans.__('Save the new rating')}
        </button>
        <span role="status">
          {kept &&
            trans.__(
              'Saved: %1 of %2 points',
              given.filter(tick => tick).length,
              given.length
            )}
        </span>
      </div>
      {problem && <ProblemNote problem={problem} trans={trans} />}
    </form>
  );
}
