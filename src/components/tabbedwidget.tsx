/**
 * A widget with tabs: the side panel and the course page are such.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import * as React from 'react';

import { Tabs } from './tabs';
import { roadIcon } from '../icons';
import type { CourseTabs } from '../models/tabs';
import type { ICourseNotices } from '../tokens';

/** What such a widget needs. */
export interface ITabbedOptions {
  id: string;
  label: string;
  tabs: CourseTabs;
  /** What stands above the tabs, while there is something to say. */
  notices?: ICourseNotices | null;
  /** What stands below the tabs, whichever is in front. */
  footer?: () => JSX.Element;
  trans: TranslationBundle;
}

/** The widget; a tab is made when it is in front and the widget shows, not before. */
export class TabbedWidget extends ReactWidget {
  /**
   * @param options - What it shows.
   */
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

  /** Emitted each time that it comes into view. */
  get shown(): ISignal<this, void> {
    return this._shown;
  }

  /** Let go of the tabs and the node. */
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
    const { footer, id, label, notices, tabs, trans } = this.options;
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
          trans={trans}
        />
        {footer?.()}
      </>
    );
  }

  private _shown = new Signal<this, void>(this);
}
