/**
 * The first lines of the panel while something on the machine will get in the way.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Sentence, Icon } from '../components/basics';
import { warningIcon } from '../icons';
import { translateText, translate } from '../i18n';
import type { IFinding } from './documents';

/** How many findings the panel tells at once; the others stand with all results. */
const MAX_SHOWN = 2;

/** What they need. */
export interface IDoctorNoticesProps {
  findings: IFinding[];
  dismiss: (id: string) => void;
  showAll: () => void;
  trans: TranslationBundle;
}

/**
 * A line for each finding, with its cure behind a fold; only their names are announced.
 *
 * #### Notes
 * The live region stays when it is empty: what appears together with its region is not announced.
 */
export function DoctorNotices(props: IDoctorNoticesProps): JSX.Element {
  const { findings, dismiss, showAll, trans } = props;
  const region = React.useRef<HTMLDivElement>(null);
  return (
    <div
      ref={region}
      tabIndex={-1}
      className="jp-homl-Doctor-notices"
      role="group"
      aria-label={trans.__('This machine')}
    >
      <p className="jp-homl-VisuallyHidden" role="status">
        {findings
          .slice(0, MAX_SHOWN)
          .map(finding => translateText(trans, finding.name))
          .join(' · ')}
      </p>
      {findings.slice(0, MAX_SHOWN).map(finding => (
        <Notice
          key={finding.id}
          {...props}
          finding={finding}
          dismiss={id => {
            // The button that has the focus goes; what is next is read from here.
            region.current?.focus();
            dismiss(id);
          }}
        />
      ))}
      {findings.length > MAX_SHOWN && (
        <button type="button" className="jp-homl-LinkButton" onClick={showAll}>
          {trans._n(
            '%1 more problem on this machine…',
            '%1 more problems on this machine…',
            findings.length - MAX_SHOWN
          )}
        </button>
      )}
    </div>
  );
}

function Notice(
  props: IDoctorNoticesProps & { finding: IFinding }
): JSX.Element {
  const { finding, dismiss, showAll, trans } = props;
  const [isOpen, setOpen] = React.useState(false);
  const id = `jp-homl-doctor-${finding.id}`;
  return (
    <div className="jp-homl-Doctor-notice">
      <p>
        <Icon icon={warningIcon} />
        <span>
          {trans.__(
            '%1: %2',
            translateText(trans, finding.name),
            translate(trans, finding.detail)
          )}
        </span>
      </p>
      {isOpen && finding.cure && (
        <p id={id}>
          <Sentence text={translate(trans, finding.cure)} />
        </p>
      )}
      <p className="jp-homl-Doctor-actions">
        <button
          type="button"
          className="jp-homl-LinkButton"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? trans.__('Less') : trans.__('What to do')}
        </button>
        <button type="button" className="jp-homl-LinkButton" onClick={showAll}>
          {trans.__('All results')}
        </button>
        <button
          type="button"
          className="jp-homl-LinkButton"
          aria-label={trans.__(
            'Dismiss: %1',
            translateText(trans, finding.name)
          )}
          onClick={() => dismiss(finding.id)}
        >
          {trans.__('Dismiss')}
        </button>
      </p>
    </div>
  );
}
