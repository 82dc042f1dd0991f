/**
 * Table that shows two texts side by side. Differences are marked by signs and text, not by colour
 * alone.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { SOURCE_LANGUAGE } from '../i18n';
import { differenceRows } from './difference';

/** Props of the comparison. */
export interface IDifferenceProps {
  left: string;
  right: string;
  /** Column headings: left, right. */
  names: [string, string];
  trans: TranslationBundle;
}

/** The comparison; a default export so that it can be loaded lazily. */
export default function Difference(props: IDifferenceProps): JSX.Element {
  const { left, names, right, trans } = props;
  const rows = React.useMemo(() => differenceRows(left, right), [left, right]);
  if (rows.every(({ same }) => same)) {
    return <p>{trans.__('Both are identical.')}</p>;
  }
  return (
    <table className="jp-homl-Difference">
      <thead>
        <tr>
          {names.map(name => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ left: mine, right: other, same }, index) => (
          <tr key={index}>
            <Line text={mine} sign={same ? '' : '−'} name={names[0]} />
            <Line text={other} sign={same ? '' : '+'} name={names[1]} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One line of one column. Screen readers also announce `name` where the columns differ. */
function Line(props: {
  text: string | null;
  sign: '' | '−' | '+';
  name: string;
}): JSX.Element {
  const { name, sign, text } = props;
  if (text === null) {
    return <td className="jp-homl-mod-none" />;
  }
  const differs = sign !== '';
  return (
    <td className={differs ? 'jp-homl-mod-differs' : undefined}>
      <span className="jp-homl-Difference-sign" aria-hidden="true">
        {sign}
      </span>
      {differs && <span className="jp-homl-VisuallyHidden">{`${name}: `}</span>}
      <code lang={SOURCE_LANGUAGE}>{text}</code>
    </td>
  );
}
