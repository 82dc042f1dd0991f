/**
 * The tabs of the panel or the course page, added by plugins.
 */
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { ICourseTab, ICourseTabs } from '../tokens';

/** An ordered set of tabs, one of which is active. */
export class CourseTabs implements ICourseTabs {
  /** The tabs, sorted by rank. */
  get list(): readonly ICourseTab[] {
    return this._list;
  }

  /** Id of the active tab; the first tab if the requested one does not exist (yet). */
  get current(): string {
    return (this._find(this._requested) ?? this._list[0])?.id ?? '';
  }

  /** The active tab. */
  get front(): ICourseTab | undefined {
    return this._find(this.current);
  }

  /** Emitted when a tab is added, removed, activated or changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  add(tab: ICourseTab): IDisposable {
    this._list = [...this._list, tab].sort((a, b) => a.rank - b.rank);
    tab.changed?.connect(this._emitChanged, this);
    this._emitChanged();
    return new DisposableDelegate(() => {
      tab.changed?.disconnect(this._emitChanged, this);
      this._list = this._list.filter(other => other !== tab);
      this._emitChanged();
    });
  }

  show(id: string): void {
    if (id !== this._requested) {
      this._requested = id;
      this._emitChanged();
    }
  }

  private _find(id: string): ICourseTab | undefined {
    return this._list.find(tab => tab.id === id);
  }

  private _emitChanged(): void {
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _list: readonly ICourseTab[] = [];
  private _requested = '';
}
