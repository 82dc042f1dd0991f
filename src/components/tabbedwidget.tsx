/**
 * Lumino widget with tabs, used for the side panel and the course page.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import * as React from 'react';

import { roadIcon } from '../icons';
import type { CourseTabs } from '../models/tabs';
import type { ICourseNotices } from '../tokens';
import { Tabs } from './tabs';
import type { ITabsAction } from './tabs';

/** Options of the widget. */
export interface ITabbedOptions {
  id: string;
  label: string;
  tabs: CourseTabs;
  /** Notices above the tabs. */
  notices?: ICourseNotices | null;
  /** A button beside the tabs. */
  action?: ITabsAction;
  /** Footer below the tabs, whichever tab is active. */
  footer?: () => JSX.Element;
  trans: TranslationBundle;
}

/** The widget. A tab renders only while it is active and the widget is visible. */
export class TabbedWidget extends ReactWidget {
  /** @param options - Tabs, notices and footer to show. */
  constructor(private readonly options: ITabbedOptions) {
    super();
    const { id, label, notices, tabs } = options;
    this.id = id;
    this.addClass('jp-homl-Surface');
    this.title.icon = roadIcon;
    this.title.caption = label;
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', label);
    tabs.changed.connect(this.update, this);
    notices?.changed.connect(this.update, this);
  }

  /** Emitted each time the widget becomes visible. */
  get shown(): ISignal<this, void> {
    return this._shown;
  }

  /** Disconnect from the models and dispose of the node. */
  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.options.tabs.changed.disconnect(this.update, this);
    this.options.notices?.changed.disconnect(this.update, this);
    Signal.clearData(this);
    super.dispose();
  }

  protected override onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._shown.emit();
  }

  protected override onActivateRequest(msg: Message): void {
    super.onActivateRequest(msg);
    this.node.querySelector<HTMLElement>('[role=tab][tabindex="0"]')?.focus();
  }

  protected override render(): JSX.Element {
    const { action, footer, id, label, notices, tabs, trans } = this.options;
    return (
      <>
        <h2 className="jp-homl-VisuallyHidden">{label}</h2>
        {notices?.list.map(notice => (
          <React.Fragment key={notice.id}>{notice.render()}</React.Fragment>
        ))}
        <Tabs
          label={label}
          owner={id}
          list={tabs.list}
          current={tabs.current}
          show={tab => tabs.show(tab)}
          action={action}
          trans={trans}
        />
        {footer?.()}
      </>
    );
  }

  private _shown = new Signal<this, void>(this);
}
