/**
 * What a strip unfolds, as a region that takes the focus when asked for and gives it back.
 */
import * as React from 'react';

/** The button behind which the menu is: where the focus goes when a region is folded away. */
const HOME = '.jp-homl-Strip-line .jp-homl-mod-icon';

/** A region below a strip's line. */
export function HelpSection(props: {
  label: string;
  children: React.ReactNode;
}): JSX.Element {
  const host = React.useRef<HTMLElement>(null);
  React.useLayoutEffect(() => {
    const node = host.current;
    const home =
      node?.closest('.jp-homl-Strip')?.querySelector<HTMLElement>(HOME) ?? null;
    const { activeElement } = document;
    // Who pressed a button that is gone now, or chose from the menu, goes on here; who writes is left alone.
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
      tabIndex={-1}
    >
      {props.children}
    </section>
  );
}
