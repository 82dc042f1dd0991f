/**
 * Table of an assignment: learners by exercises, sorted, searched and filtered. Only the rows in view are in the page.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import {
  createColumnHelper,
  flexRender,
  getCoreRowModel,
  getSortedRowModel,
  useReactTable
} from '@tanstack/react-table';
import type { ColumnDef, Header, SortingState } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import * as React from 'react';

import { CourseText } from '../components/basics';
import type { Dates } from '../dates';
import { translateText } from '../i18n';
import type { IBoard, IBoardRow } from './documents';
import { csvOf, lateText, matches, nameOf, scoreText, stateText } from './rows';

/** Height of a row before it is measured, in pixels. */
const ROW_HEIGHT = 34;

/** By which spreadsheets see that a file is in UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

const STATES = ['missing', 'submitted', 'needs_person', 'graded'] as const;

/** Props of the table. */
export interface IBoardProps {
  board: IBoard;
  /** Address of nbgrader's page on which a person grades the assignment. */
  formgrader: string;
  /** Show a learner. */
  open: (student: string) => void;
  dates: Dates;
  trans: TranslationBundle;
}

/** The table, with what it is searched and filtered by. */
export function BoardTable(props: IBoardProps): JSX.Element {
  const { board, dates, formgrader, open, trans } = props;
  const [query, setQuery] = React.useState('');
  const [state, setState] = React.useState<IBoardRow['state'] | ''>('');
  const [sorting, setSorting] = React.useState<SortingState>([]);
  const columns = React.useMemo(
    () => columnsOf(board, open, dates, trans),
    [board, open, dates, trans]
  );
  const rows = React.useMemo(
    () =>
      board.rows.filter(
        row => (!state || row.state === state) && matches(row, query)
      ),
    [board, query, state]
  );
  const table = useReactTable({
    data: rows,
    columns,
    state: { sorting },
    onSortingChange: setSorting,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    getRowId: row => row.student
  });
  const sorted = table.getRowModel().rows;
  const scroller = React.useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12
  });
  const shown = virtualizer.getVirtualItems();
  const before = shown.length ? shown[0].start : 0;
  const after = shown.length
    ? virtualizer.getTotalSize() - shown[shown.length - 1].end
    : 0;
  return (
    <>
      <div className="jp-homl-Class-tools">
        <input
          type="search"
          className="jp-homl-Class-search"
          aria-label={trans.__('Search learners')}
          placeholder={trans.__('Search learners…')}
          value={query}
          onChange={event => setQuery(event.target.value)}
        />
        <select
          aria-label={trans.__('State')}
          value={state}
          onChange={event =>
            setState(event.target.value as IBoardRow['state'] | '')
          }
        >
          <option value="">
            {trans.__('All states (%1)', board.rows.length)}
          </option>
          {STATES.map(one => (
            <option key={one} value={one}>
              {`${stateText(trans, one)} (${board.counts[one]})`}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="jp-homl-Button"
          onClick={() => save(`${board.assignment}.csv`, csvOf(board))}
        >
          {trans.__('Export CSV')}
        </button>
        {board.counts.needs_person > 0 && (
          <a href={formgrader} target="_blank" rel="noreferrer">
            {trans.__('Grade by hand in formgrader')}
          </a>
        )}
        <span role="status">
          {trans._n('%1 learner', '%1 learners', sorted.length)}
        </span>
      </div>
      <div
        ref={scroller}
        className="jp-homl-Class-scroller jp-homl-mod-board"
        role="region"
        aria-label={trans.__('Learners of %1', board.assignment)}
        tabIndex={0}
      >
        <table
          className="jp-homl-Class-table"
          aria-rowcount={sorted.length + 2}
        >
          <thead>
            {table.getHeaderGroups().map(group => (
              <tr key={group.id} aria-rowindex={1}>
                {group.headers.map(header => (
                  <HeaderCell key={header.id} header={header} />
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            <Means board={board} dates={dates} trans={trans} />
            {before > 0 && <Spacer height={before} />}
            {shown.map(({ index, key }) => (
              <tr
                key={key}
                data-index={index}
                ref={virtualizer.measureElement}
                aria-rowindex={index + 3}
              >
                {sorted[index].getVisibleCells().map(cell =>
                  cell.column.id === 'name' ? (
                    <th key={cell.id} scope="row">
                      {flexRender(
                        cell.column.columnDef.cell,
                        cell.getContext()
                      )}
                    </th>
                  ) : (
                    <td
                      key={cell.id}
                      className={numberClass(cell.column.columnDef)}
                    >
                      {flexRender(
                        cell.column.columnDef.cell,
                        cell.getContext()
                      )}
                    </td>
                  )
                )}
              </tr>
            ))}
            {after > 0 && <Spacer height={after} />}
          </tbody>
        </table>
      </div>
    </>
  );
}

function HeaderCell(props: {
  header: Header<IBoardRow, unknown>;
}): JSX.Element {
  const { column, getContext } = props.header;
  const sorted = column.getIsSorted();
  return (
    <th
      scope="col"
      className={numberClass(column.columnDef)}
      aria-sort={
        sorted === 'asc'
          ? 'ascending'
          : sorted === 'desc'
            ? 'descending'
            : 'none'
      }
    >
      <button
        type="button"
        className="jp-homl-Class-sort"
        onClick={column.getToggleSortingHandler()}
      >
        {flexRender(column.columnDef.header, getContext())}
        <span aria-hidden="true">
          {sorted === 'asc' ? ' ↑' : sorted === 'desc' ? ' ↓' : ''}
        </span>
      </button>
    </th>
  );
}

/** The mean share of the points of each exercise. */
function Means(props: {
  board: IBoard;
  dates: Dates;
  trans: TranslationBundle;
}): JSX.Element {
  const { board, dates, trans } = props;
  return (
    <tr className="jp-homl-Class-means" aria-rowindex={2}>
      <th scope="row">{trans.__('Mean')}</th>
      <td />
      {board.columns.map(({ cell, mean, notebook }) => (
        <td key={`${notebook}/${cell}`} className="jp-homl-mod-number">
          {mean === null ? '–' : dates.percent(mean)}
        </td>
      ))}
      <td />
      <td />
    </tr>
  );
}

function Spacer(props: { height: number }): JSX.Element {
  return (
    <tr aria-hidden="true">
      <td style={{ height: props.height, padding: 0 }} />
    </tr>
  );
}

function columnsOf(
  board: IBoard,
  open: (student: string) => void,
  dates: Dates,
  trans: TranslationBundle
): ColumnDef<IBoardRow>[] {
  const column = createColumnHelper<IBoardRow>();
  return [
    column.accessor(nameOf, {
      id: 'name',
      header: trans.__('Learner'),
      cell: ({ row }) => (
        <button
          type="button"
          className="jp-homl-LinkButton"
          onClick={() => open(row.original.student)}
        >
          {nameOf(row.original)}
        </button>
      ),
      sortingFn: (a, b) => compareNames(a.original, b.original)
    }),
    column.accessor(({ points }) => points, {
      id: 'points',
      header: trans.__('Points (out of %1)', board.max_points),
      meta: 'number',
      cell: ({ row }) =>
        row.original.scores.length ? String(row.original.points) : '–'
    }),
    ...board.columns.map(({ cell, notebook, number, points, title }, index) =>
      column.accessor(row => row.scores[index] ?? -1, {
        id: `${notebook}/${cell}`,
        header: () => (
          <span title={translateText(trans, title)}>
            {number || cell}
            {number && (
              <span className="jp-homl-VisuallyHidden">
                {': '}
                <CourseText text={title} trans={trans} />
              </span>
            )}
            <span className="jp-homl-Class-note">{` / ${points}`}</span>
          </span>
        ),
        meta: 'number',
        cell: ({ row }) => scoreText(row.original, index)
      })
    ),
    column.accessor(({ state }) => STATES.indexOf(state), {
      id: 'state',
      header: trans.__('State'),
      cell: ({ row }) => (
        <>
          {stateText(trans, row.original.state)}
          <span className="jp-homl-Class-note">
            {` ${lateText(trans, row.original)}`}
          </span>
        </>
      )
    }),
    column.accessor(({ submitted_at }) => submitted_at ?? '', {
      id: 'submitted',
      header: trans.__('Submitted'),
      cell: ({ row }) =>
        row.original.submitted_at
          ? dates.moment(row.original.submitted_at)
          : '–'
    })
  ] as ColumnDef<IBoardRow>[];
}

function compareNames(a: IBoardRow, b: IBoardRow): number {
  return (
    a.last_name.localeCompare(b.last_name) ||
    a.first_name.localeCompare(b.first_name) ||
    a.student.localeCompare(b.student)
  );
}

function numberClass(column: { meta?: unknown }): string | undefined {
  return column.meta === 'number' ? 'jp-homl-mod-number' : undefined;
}

/** Have the browser save a text as a file. */
function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(
    new Blob([BYTE_ORDER_MARK + text], { type: 'text/csv' })
  );
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
