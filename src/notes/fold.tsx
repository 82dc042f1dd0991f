/**
 * A list that unfolds under a button.
 */
import * as React from 'react';

import { Symbol } from '../components/basics';
import { foldIcon } from '../icons';

/** The button with title and count, and what is below it while it is open. */
export function Fold(props: {
  title: string;
  count: number;
  /** Whether it is open at first. */
  open?: boolean;
  children: React.ReactNode;
}): JSX.Element {
  const [open, setOpen] = React.useState(Boolean(props.open));
  React.useEffect(() => {
    if (props.open) {
      setOpen(true);
    }
  }, [props.open]);
  return (
    <section className="jp-homl-NotesFold">
      <h3>
        <button
          type="button"
          className="jp-homl-FoldButton"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Symbol
            icon={foldIcon}
            className={`jp-homl-Fold ${open ? 'jp-homl-mod-open' : ''}`}
          />
          {props.title}
          <span className="jp-homl-Row-note">{props.count}</span>
        </button>
      </h3>
      {open && props.children}
    </section>
  );
}
