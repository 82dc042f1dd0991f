/**
 * Table of the assignments of a class, with what can be done to each.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote } from '../components/basics';
import type { Dates } from '../dates';
import { translate } from '../i18n';
import { spinnerIcon, warningIcon } from '../icons';
import type { IClassAssignment } from './documents';
import { busyText, doneText, stepText, stepsOf } from './steps';
import type { IJobs, JobState } from './usejobs';

/** Props of the table. */
export interface IAssignmentsProps {
  assignments: readonly IClassAssignment[];
  jobs: IJobs;
  open: (assignment: string) => void;
  dates: Dates;
  trans: TranslationBundle;
}

/** The table. */
export function Assignments(props: IAssignmentsProps): JSX.Element {
  const { assignments, trans } = props;
  if (assignments.length === 0) {
    return (
      <p className="jp-homl-Empty">
        {trans.__(
          'There are no assignments yet. Put a folder with a notebook into source/, or run “jupyter homl class init” to get the chapters of this course.'
        )}
      </p>
    );
  }
  return (
    <div
      className="jp-homl-Class-scroller"
      role="region"
      aria-label={trans.__('Assignments')}
      tabIndex={0}
    >
      <table className="jp-homl-Class-table">
        <thead>
          <tr>
            <th scope="col">{trans.__('Assignment')}</th>
            <th scope="col">{trans.__('Due date')}</th>
            <th scope="col">{trans.__('State')}</th>
            <th scope="col" className="jp-homl-mod-number">
              {trans.__('Submitted')}
            </th>
            <th scope="col" className="jp-homl-mod-number">
              {trans.__('Needs manual grading')}
            </th>
            <th scope="col" className="jp-homl-mod-number">
              {trans.__('Mean')}
            </th>
            <th scope="col">{trans.__('Actions')}</th>
          </tr>
        </thead>
        <tbody>
          {assignments.map(one => (
            <AssignmentRow key={one.name} {...props} assignment={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AssignmentRow(
  props: IAssignmentsProps & { assignment: IClassAssignment }
): JSX.Element {
  const { assignment, dates, jobs, open, trans } = props;
  const { due, in_gradebook, mean, name, needs_person, submitted, waiting } =
    assignment;
  const state = jobs.states.get(name);
  return (
    <tr>
      <th scope="row">
        {in_gradebook ? (
          <button
            type="button"
            className="jp-homl-LinkButton"
            onClick={() => open(name)}
          >
            {name}
          </button>
        ) : (
          name
        )}
      </th>
      <td>{due ? dates.moment(due) : '–'}</td>
      <td>{releaseText(trans, assignment)}</td>
      <td className="jp-homl-mod-number">
        {submitted}
        {(waiting ?? 0) > 0 && (
          <div className="jp-homl-Class-note">
            {trans._n('+%1 to collect', '+%1 to collect', waiting ?? 0)}
          </div>
        )}
      </td>
      <td className="jp-homl-mod-number">{needs_person}</td>
      <td className="jp-homl-mod-number">
        {mean === null ? '–' : dates.percent(mean)}
      </td>
      <td>
        <Steps {...props} state={state} />
        <Outcome state={state} stop={jobs.stop} trans={trans} />
      </td>
    </tr>
  );
}

function Steps(
  props: IAssignmentsProps & {
    assignment: IClassAssignment;
    state: JobState | undefined;
  }
): JSX.Element {
  const { assignment, jobs, state, trans } = props;
  const busy = state?.kind === 'running';
  return (
    <div
      className="jp-homl-Class-steps"
      role="group"
      aria-label={trans.__('Actions for %1', assignment.name)}
    >
      {stepsOf(assignment).map(({ action, next }) => (
        <button
          key={action}
          type="button"
          className={
            next ? 'jp-homl-Button jp-homl-mod-primary' : 'jp-homl-LinkButton'
          }
          aria-disabled={busy}
          onClick={busy ? undefined : () => jobs.start(assignment.name, action)}
        >
          {stepText(trans, action, assignment)}
        </button>
      ))}
    </div>
  );
}

/** How the last step went, in a region that screen readers follow. */
function Outcome(props: {
  state: JobState | undefined;
  stop: (job: string) => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { state, stop, trans } = props;
  return (
    <div role="status" className="jp-homl-Class-outcome">
      {state?.kind === 'running' && (
        <>
          <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />
          {state.queued
            ? trans.__('Waiting for another job to end…')
            : busyText(trans, state.action)}
          {state.progress && ' '}
          {state.progress &&
            trans.__('%1 of %2', state.progress.done, state.progress.total)}
          {state.job && (
            <button
              type="button"
              className="jp-homl-LinkButton"
              onClick={() => stop(state.job as string)}
            >
              {trans.__('Stop')}
            </button>
          )}
        </>
      )}
      {state?.kind === 'done' &&
        [doneText(trans, state.action), ...state.warnings].join(' ')}
      {state?.kind === 'stopped' && trans.__('Stopped. What was done is kept.')}
      {state?.kind === 'failed' &&
        ('kind' in state.problem ? (
          <ProblemNote problem={state.problem} trans={trans} />
        ) : (
          <p>
            <Icon icon={warningIcon} /> {translate(trans, state.problem)}
          </p>
        ))}
    </div>
  );
}

function releaseText(
  trans: TranslationBundle,
  { generated, released, source }: IClassAssignment
): string {
  if (released) {
    return trans.__('released');
  }
  if (generated) {
    return trans.__('generated, not released');
  }
  return source ? trans.__('not generated') : trans.__('only in the gradebook');
}
