/**
 * Heading of a section's notes.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { translateText } from '../i18n';
import { sectionNumber } from './texts';

/** Number and title of a section, the title alone before the first one; a link if the section's cell is known. */
export function SectionTitle(props: {
  section: number;
  title: string;
  cell: string | undefined;
  go: (cell: string) => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { cell, go, section, title, trans } = props;
  const heading = (
    <>
      {section > 0 && (
        <>
          <span className="jp-homl-Row-number">
            {sectionNumber(section)}.
          </span>{' '}
        </>
      )}
      {translateText(trans, title)}
    </>
  );
  return cell === undefined ? (
    heading
  ) : (
    <button
      type="button"
      className="jp-homl-Notes-title"
      title={trans.__('Go to this section')}
      onClick={() => go(cell)}
    >
      {heading}
    </button>
  );
}
