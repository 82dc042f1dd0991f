/**
 * Page about a class: its assignments, and one of them in detail. Loaded when it is first opened.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import '../../style/classroom.css';
import { Fetched } from '../components/fetched';
import { useFetch } from '../components/usefetch';
import type { Dates } from '../dates';
import type { IClassApi } from './api';
import { Assignments } from './assignments';
import { BoardTable } from './board';
import type { IClassAssignment } from './documents';
import { Mistakes } from './mistakes';
import { MomentForm } from './momentform';
import { OneLearner } from './onelearner';
import { useJobs } from './usejobs';

/** Props of the page. */
export interface IClassPageProps {
  api: IClassApi;
  /** Address of nbgrader's formgrader. */
  formgrader: string;
  dates: Dates;
  trans: TranslationBundle;
}

/** The assignments, or the one that was opened. */
export function ClassPage(props: IClassPageProps): JSX.Element {
  const { api, trans } = props;
  const [turn, setTurn] = React.useState(0);
  const [opened, setOpened] = React.useState<string | null>(null);
  const found = useFetch(() => api.assignments(), turn);
  const none = React.useRef<IClassAssignment[]>([]).current;
  const jobs = useJobs(
    api,
    found.kind === 'ready' ? found.value.assignments : none,
    () => setTurn(old => old + 1)
  );
  if (opened !== null) {
    return (
      <OneAssignment
        {...props}
        assignment={opened}
        turn={turn}
        close={() => setOpened(null)}
      />
    );
  }
  return (
    <Fetched state={found} trans={trans}>
      {({ assignments, course }) => (
        <>
          <div className="jp-homl-Class-tools">
            <h1>{trans.__('Class %1', course)}</h1>
            <button
              type="button"
              className="jp-homl-Button"
              onClick={() => setTurn(turn + 1)}
            >
              {trans.__('Refresh')}
            </button>
          </div>
          <Assignments
            {...props}
            assignments={assignments}
            jobs={jobs}
            open={setOpened}
          />
        </>
      )}
    </Fetched>
  );
}

function OneAssignment(
  props: IClassPageProps & {
    assignment: string;
    turn: number;
    close: () => void;
  }
): JSX.Element {
  const { api, assignment, close, dates, formgrader, trans, turn } = props;
  const [view, setView] = React.useState<'learners' | 'mistakes'>('learners');
  const [student, setStudent] = React.useState<string | null>(null);
  const [changes, setChanges] = React.useState(0);
  const board = useFetch(() => api.board(assignment), `${turn} ${changes}`);
  const changed = (): void => setChanges(old => old + 1);
  const title = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => title.current?.focus(), []);
  return (
    <>
      <div className="jp-homl-Class-tools">
        <button type="button" className="jp-homl-Button" onClick={close}>
          {trans.__('← All assignments')}
        </button>
        <h1 ref={title} tabIndex={-1}>
          {assignment}
        </h1>
      </div>
      <div
        className="jp-homl-Class-tools"
        role="group"
        aria-label={trans.__('View')}
      >
        {(['learners', 'mistakes'] as const).map(one => (
          <button
            key={one}
            type="button"
            className="jp-homl-Button"
            aria-pressed={view === one}
            onClick={() => setView(one)}
          >
            {one === 'learners' ? trans.__('Learners') : trans.__('Mistakes')}
          </button>
        ))}
      </div>
      {view === 'learners' ? (
        <Fetched state={board} trans={trans}>
          {value => {
            const row = value.rows.find(one => one.student === student);
            return (
              <>
                {row && (
                  <OneLearner
                    board={value}
                    row={row}
                    extend={async until => {
                      await api.extend(assignment, row.student, until);
                      changed();
                    }}
                    close={() => {
                      setStudent(null);
                      title.current?.focus();
                    }}
                    dates={dates}
                    trans={trans}
                  />
                )}
                <div className="jp-homl-Class-board" hidden={Boolean(row)}>
                  <MomentForm
                    label={trans.__('Due date')}
                    value={value.due}
                    remove={trans.__('Remove the due date')}
                    save={async due => {
                      await api.setDue(assignment, due);
                      changed();
                    }}
                    trans={trans}
                  />
                  <BoardTable
                    board={value}
                    formgrader={`${formgrader}/gradebook/${encodeURIComponent(assignment)}/`}
                    open={setStudent}
                    dates={dates}
                    trans={trans}
                  />
                </div>
              </>
            );
          }}
        </Fetched>
      ) : (
        <MistakesView api={api} assignment={assignment} trans={trans} />
      )}
    </>
  );
}

function MistakesView(props: {
  api: IClassApi;
  assignment: string;
  trans: TranslationBundle;
}): JSX.Element {
  const { api, assignment, trans } = props;
  const found = useFetch(() => api.mistakes(assignment));
  return (
    <Fetched state={found} trans={trans}>
      {mistakes => <Mistakes mistakes={mistakes} trans={trans} />}
    </Fetched>
  );
}
