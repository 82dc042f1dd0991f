/**
 * Form that sets a time, in the zone of whoever reads the page.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { ProblemNote } from '../components/basics';
import { problemOf } from '../request';
import type { Problem } from '../request';

/** Props of the form. */
export interface IMomentFormProps {
  /** What the time is, such as “Due date”. */
  label: string;
  /** The time that holds now, in ISO notation. */
  value: string | null;
  /** What the button says that removes the time. */
  remove: string;
  /** Keep another time, or null; rejects with the reason why not. */
  save: (value: string | null) => Promise<void>;
  trans: TranslationBundle;
}

/** The form. */
export function MomentForm(props: IMomentFormProps): JSX.Element {
  const { label, remove, save, trans, value } = props;
  const [text, setText] = React.useState(localText(value));
  const [problem, setProblem] = React.useState<Problem | null>(null);
  const [state, setState] = React.useState<'idle' | 'saving' | 'saved'>('idle');
  React.useEffect(() => setText(localText(value)), [value]);
  const keep = (wanted: string | null): void => {
    setProblem(null);
    setState('saving');
    save(wanted).then(
      () => setState('saved'),
      reason => {
        setState('idle');
        setProblem(problemOf(reason));
      }
    );
  };
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return (
    <form
      className="jp-homl-Class-tools"
      onSubmit={event => {
        event.preventDefault();
        // The field has no seconds: saved as it is, it would move the time.
        if (state !== 'saving' && text && text !== localText(value)) {
          keep(new Date(text).toISOString());
        }
      }}
    >
      <label>
        {label}{' '}
        <input
          type="datetime-local"
          value={text}
          required
          onChange={event => {
            setText(event.target.value);
            setState('idle');
          }}
        />
      </label>
      <span className="jp-homl-Class-note">{timeZone}</span>
      <button
        type="submit"
        className="jp-homl-Button"
        aria-disabled={state === 'saving'}
      >
        {trans.__('Save')}
      </button>
      {value !== null && (
        <button
          type="button"
          className="jp-homl-LinkButton"
          onClick={() => keep(null)}
        >
          {remove}
        </button>
      )}
      <span role="status">{state === 'saved' && trans.__('Saved.')}</span>
      {problem && <ProblemNote problem={problem} trans={trans} />}
    </form>
  );
}

/** An ISO time as a field for dates has it: in the reader's zone, and without naming it. */
export function localText(iso: string | null): string {
  if (iso === null) {
    return '';
  }
  const at = new Date(iso);
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
