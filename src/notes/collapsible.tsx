/**
 * Collapsible section of the Notes tab.
 */
import * as React from 'react';

import { Icon } from '../components/basics';
import { caretIcon } from '../icons';

/** A button with title and count, and the content while expanded. */
export function Collapsible(props: {
  title: string;
  count: number;
  /** Whether to expand the section. */
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
    <section className="jp-homl-NotesCollapsible">
      <h3>
        <button
          type="button"
          className="jp-homl-DisclosureButton"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon
            icon={caretIcon}
            className={`jp-homl-Caret ${open ? 'jp-homl-mod-open' : ''}`}
          />
          {props.title}
          <span className="jp-homl-Row-note">{props.count}</span>
        </button>
      </h3>
      {open && props.children}
    </section>
  );
}
