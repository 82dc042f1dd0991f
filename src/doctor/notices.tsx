/**
 * Notices in the panel about problems with this machine.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, Sentence } from '../components/basics';
import { translate, translateText } from '../i18n';
import { warningIcon } from '../icons';
import type { IFinding } from './documents';

/** How many problems the panel shows; the others are on the results page. */
const MAX_SHOWN = 2;

/** Props of the notices. */
export interface IDoctorNoticesProps {
  findings: IFinding[];
  dismiss: (id: string) => void;
  showAll: () => void;
  trans: TranslationBundle;
}

/**
 * A line for each problem, with the solution on demand; screen readers announce only the names.
 *
 * #### Notes
 * The live region stays in the page while empty: screen readers do not announce content that
 * appears together with its region.
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
            // The focused button is about to disappear; continue from here.
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
