/**
 * Page with all findings about this machine, loaded lazily.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote, Sentence } from '../components/basics';
import { translate, translateText } from '../i18n';
import { passedIcon, spinnerIcon, warningIcon } from '../icons';
import type { IFinding } from './documents';
import type { DoctorModel } from './model';

/** Props of the page. */
export interface IDoctorPageProps {
  model: DoctorModel;
  /** Language for dates, such as en or zh-CN. */
  language: string;
  trans: TranslationBundle;
}

/** Problems first, then everything that works. */
export function DoctorPage(props: IDoctorPageProps): JSX.Element {
  const { language, model, trans } = props;
  const [state, setState] = React.useState(model.state);
  React.useEffect(() => {
    const update = (): void => setState(model.state);
    model.changed.connect(update);
    void model.refresh();
    return () => {
      model.changed.disconnect(update);
    };
  }, [model]);
  const { at, dismissed, failure, findings, loading } = state;
  const bad = findings.filter(({ ok }) => !ok);
  const well = findings.filter(({ ok }) => ok);
  return (
    <>
      <h1>{trans.__('What works on this machine')}</h1>
      {failure && (
        <ProblemNote
          problem={failure}
          retry={() => void model.refresh(true)}
          trans={trans}
        />
      )}
      <p role="status">
        {loading ? (
          <>
            <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />{' '}
            {trans.__('Checking…')}
          </>
        ) : bad.length === 0 ? (
          trans.__('No problems found.')
        ) : (
          trans._n('%1 problem found.', '%1 problems found.', bad.length)
        )}
      </p>
      <Findings findings={bad} trans={trans} />
      <p className="jp-homl-Doctor-actions">
        <button
          type="button"
          className="jp-homl-Button"
          aria-disabled={loading}
          onClick={loading ? undefined : () => void model.refresh(true)}
        >
          {trans.__('Check again')}
        </button>
        {dismissed.length > 0 && (
          <button
            type="button"
            className="jp-homl-Button"
            onClick={() => void model.restoreDismissed()}
          >
            {trans.__('Show dismissed problems in the panel again')}
          </button>
        )}
      </p>
      <h2>{trans.__('All good')}</h2>
      <Findings findings={well} trans={trans} />
      {at && (
        <p className="jp-homl-Doctor-when">
          {trans.__(
            'Last checked by the server: %1. In a terminal, run: jupyter homl doctor',
            new Intl.DateTimeFormat(language, {
              dateStyle: 'medium',
              timeStyle: 'short'
            }).format(new Date(at))
          )}
        </p>
      )}
    </>
  );
}

function Findings(props: {
  findings: IFinding[];
  trans: TranslationBundle;
}): JSX.Element {
  const { findings, trans } = props;
  return (
    <ul className="jp-homl-Doctor-findings">
      {findings.map(({ cure, detail, id, name, ok }) => (
        <li key={id}>
          <Icon
            icon={ok ? passedIcon : warningIcon}
            label={ok ? trans.__('OK:') : trans.__('problem:')}
          />
          <div>
            <strong>{translateText(trans, name)}</strong>{' '}
            {translate(trans, detail)}
            {cure && (
              <p>
                <Sentence text={translate(trans, cure)} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
