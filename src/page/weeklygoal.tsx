/**
 * The goal that learners may set themselves for a week.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote } from '../components/basics';
import { passedIcon } from '../icons';
import type { Problem } from '../request';
import { problemOf } from '../request';
import { durationText } from '../texts';

/** The goals to choose from, in minutes. */
const GOALS = [30, 60, 90, 120, 180, 300, 480];

/** Props of the goal. */
export interface IWeeklyGoalProps {
  /** Minutes worked this week. */
  minutes: number;
  /** The goal in minutes; null for none. */
  goal: number | null;
  /** Set the goal; 0 for none. */
  setGoal: (minutes: number) => Promise<void>;
  trans: TranslationBundle;
}

/** The choice of a goal and, if there is one, how far the learner has come. */
export function WeeklyGoal(props: IWeeklyGoalProps): JSX.Element {
  const { goal, minutes, setGoal, trans } = props;
  const [pending, setPending] = React.useState<number | null>(null);
  const [problem, setProblem] = React.useState<Problem | null>(null);
  React.useEffect(() => setPending(null), [goal]);
  const chosen = pending ?? goal ?? 0;
  const choose = (value: number): void => {
    setPending(value);
    setProblem(null);
    setGoal(value).catch(reason => {
      setPending(null);
      setProblem(problemOf(reason));
    });
  };
  const list =
    GOALS.includes(chosen) || chosen === 0 ? GOALS : [chosen, ...GOALS];
  return (
    <div className="jp-homl-WeeklyGoal">
      <label>
        {trans.__('My goal for a week')}{' '}
        <select
          className="jp-homl-Field"
          value={chosen}
          onChange={event => choose(Number(event.target.value))}
        >
          <option value={0}>{trans.__('none')}</option>
          {list.map(value => (
            <option key={value} value={value}>
              {durationText(trans, value)}
            </option>
          ))}
        </select>
      </label>
      {chosen > 0 && (
        <>
          <progress
            value={Math.min(minutes, chosen)}
            max={chosen}
            aria-label={trans.__('My goal for a week')}
          />
          <p role="status">
            {minutes >= chosen ? (
              <>
                <Icon icon={passedIcon} /> {trans.__('Reached this week.')}
              </>
            ) : (
              trans.__('%1 of %2 min', minutes, chosen)
            )}
          </p>
        </>
      )}
      {problem && <ProblemNote problem={problem} trans={trans} />}
    </div>
  );
}
