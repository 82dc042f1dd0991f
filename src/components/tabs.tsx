/**
 * Tabs that follow the WAI-ARIA tabs pattern: arrow keys move between them, one is active.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { spinnerIcon } from '../icons';
import type { ICourseTab } from '../tokens';
import { Icon } from './basics';
import { markKeyboardNavigation } from './focus';

/** Props of the tabs. */
export interface ITabsProps {
  /** Accessible name of the tab list. */
  label: string;
  /** Prefix of the element ids. */
  owner: string;
  list: readonly ICourseTab[];
  current: string;
  show: (id: string) => void;
  /** A button beside the tabs. */
  action?: ITabsAction | null;
  trans: TranslationBundle;
}

/** A button beside the tabs; only its icon is seen where there is no room for its label. */
export interface ITabsAction {
  icon: LabIcon;
  label: string;
  caption: string;
  run: () => void;
}

/** The tab list and the active tab's content. */
export function Tabs(props: ITabsProps): JSX.Element {
  const { action, current, label, list, owner, show } = props;
  const front = list.find(tab => tab.id === current);
  const row = React.useRef<HTMLDivElement>(null);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const at = list.findIndex(tab => tab.id === current);
    const to = targetTab(
      event.key,
      at,
      list.length,
      isRightToLeft(row.current)
    );
    if (to !== null) {
      event.preventDefault();
      markKeyboardNavigation(row.current, true);
      show(list[to].id);
      row.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus();
    } else {
      markKeyboardNavigation(row.current, false);
    }
  };
  const onBlur = (event: React.FocusEvent): void => {
    if (!row.current?.contains(event.relatedTarget)) {
      markKeyboardNavigation(row.current, false);
    }
  };
  return (
    <>
      <div className="jp-homl-TabBar">
        <div
          ref={row}
          className="jp-homl-Tabs"
          role="tablist"
          aria-label={label}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
          onPointerDown={() => markKeyboardNavigation(row.current, false)}
        >
          {list.map(tab => (
            <TabButton
              key={tab.id}
              tab={tab}
              owner={owner}
              selected={tab.id === current}
              show={show}
            />
          ))}
        </div>
        {action && (
          <button
            type="button"
            className="jp-homl-Button jp-homl-TabBar-action"
            title={action.caption}
            onClick={action.run}
          >
            <Icon icon={action.icon} />
            <span>{action.label}</span>
          </button>
        )}
      </div>
      {front && (
        <div
          key={front.id}
          id={`${owner}-body-${front.id}`}
          className="jp-homl-TabBody"
          role="tabpanel"
          aria-labelledby={`${owner}-tab-${front.id}`}
        >
          <React.Suspense fallback={<Loading trans={props.trans} />}>
            {front.render()}
          </React.Suspense>
        </div>
      )}
    </>
  );
}

function TabButton(props: {
  tab: ICourseTab;
  owner: string;
  selected: boolean;
  show: (id: string) => void;
}): JSX.Element {
  const { owner, selected, show, tab } = props;
  const badge = tab.badge?.() ?? '';
  return (
    <button
      type="button"
      role="tab"
      id={`${owner}-tab-${tab.id}`}
      aria-selected={selected}
      aria-controls={selected ? `${owner}-body-${tab.id}` : undefined}
      tabIndex={selected ? 0 : -1}
      className="jp-homl-Tab"
      onClick={() => show(tab.id)}
    >
      {tab.label}
      {badge && <span className="jp-homl-Badge">{badge}</span>}
    </button>
  );
}

function Loading(props: { trans: TranslationBundle }): JSX.Element {
  return (
    <p className="jp-homl-Empty" role="status">
      <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />
      {props.trans.__('Loading…')}
    </p>
  );
}

/** Index of the tab that a key moves to; null if the key does not move. */
export function targetTab(
  key: string,
  at: number,
  count: number,
  rightToLeft: boolean
): number | null {
  const forward = rightToLeft ? 'ArrowLeft' : 'ArrowRight';
  const back = rightToLeft ? 'ArrowRight' : 'ArrowLeft';
  switch (key) {
    case forward:
      return (at + 1) % count;
    case back:
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function isRightToLeft(element: HTMLElement | null): boolean {
  return element !== null && getComputedStyle(element).direction === 'rtl';
}
