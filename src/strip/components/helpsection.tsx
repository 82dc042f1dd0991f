/**
 * Collapsible region of a strip, which takes the focus when opened by a control and returns it when
 * closed.
 */
import * as React from 'react';

/** The menu button, which receives the focus when a region closes. */
const HOME = '.jp-homl-Strip-line .jp-homl-mod-icon';

/** A region below a strip's line. */
export function HelpSection(props: {
  label: string;
  /** Name by which it is found when it is brought into view. */
  part: 'attempts' | 'hints' | 'solution';
  children: React.ReactNode;
}): JSX.Element {
  const host = React.useRef<HTMLElement>(null);
  React.useLayoutEffect(() => {
    const node = host.current;
    const home =
      node?.closest('.jp-homl-Strip')?.querySelector<HTMLElement>(HOME) ?? null;
    const { activeElement } = document;
    // Take the focus if it was on the menu or on a button that is gone now; do not interrupt
    // typing.
    if (activeElement === document.body || activeElement === home) {
      node?.focus({ preventScroll: true });
    }
    return () => {
      if (node?.contains(document.activeElement)) {
        home?.focus();
      }
    };
  }, []);
  return (
    <section
      ref={host}
      className="jp-homl-Help"
      aria-label={props.label}
      data-part={props.part}
      tabIndex={-1}
    >
      {props.children}
    </section>
  );
}
