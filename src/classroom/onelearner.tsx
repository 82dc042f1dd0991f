/**
 * One learner's submission of an assignment: when it came, its points, and more time.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { CourseText } from '../components/basics';
import type { Dates } from '../dates';
import type { IBoard, IBoardRow } from './documents';
import { MomentForm } from './momentform';
import { lateText, nameOf, scoreText, stateText } from './rows';

/** Props of the view. */
export interface IOneLearnerProps {
  board: IBoard;
  row: IBoardRow;
  extend: (until: string | null) => Promise<void>;
  close: () => void;
  dates: Dates;
  trans: TranslationBundle;
}

/** The view. */
export function OneLearner(props: IOneLearnerProps): JSX.Element {
  const { board, close, dates, extend, row, trans } = props;
  const late = lateText(trans, row);
  const facts = [
    stateText(trans, row.state),
    ...(row.submitted_at
      ? [trans.__('submitted %1', dates.moment(row.submitted_at))]
      : []),
    ...(row.due ? [trans.__('due %1', dates.moment(row.due))] : []),
    ...(late ? [late] : [])
  ];
  const title = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => title.current?.focus(), [row.student]);
  return (
    <>
      <div className="jp-homl-Class-tools">
        <button type="button" className="jp-homl-Button" onClick={close}>
          {trans.__('← All learners')}
        </button>
        <h2 ref={title} tabIndex={-1}>
          {nameOf(row)}
        </h2>
        <span>{row.student}</span>
        <span>{row.email}</span>
      </div>
      <p>{facts.join(', ')}</p>
      {board.due && (
        <MomentForm
          label={trans.__('Extend until')}
          value={row.extended ? row.due : null}
          remove={trans.__('Remove extension')}
          save={extend}
          trans={trans}
        />
      )}
      <div
        className="jp-homl-Class-scroller"
        role="region"
        aria-label={trans.__('Scores of %1', nameOf(row))}
        tabIndex={0}
      >
        <table className="jp-homl-Class-table">
          <thead>
            <tr>
              <th scope="col">{trans.__('Exercise')}</th>
              <th scope="col" className="jp-homl-mod-number">
                {trans.__('Points')}
              </th>
              <th scope="col" className="jp-homl-mod-number">
                {trans.__('At most')}
              </th>
            </tr>
          </thead>
          <tbody>
            {board.columns.map((column, index) => (
              <tr key={`${column.notebook}/${column.cell}`}>
                <th scope="row">
                  {column.number}{' '}
                  <CourseText text={column.title} trans={trans} />
                </th>
                <td className="jp-homl-mod-number">{scoreText(row, index)}</td>
                <td className="jp-homl-mod-number">{column.points}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
