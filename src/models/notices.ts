/**
 * Notices above the tabs of the panel, added by plugins.
 */
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { ICourseNotice, ICourseNotices } from '../tokens';

/** The notices in the order in which they were added. */
export class CourseNotices implements ICourseNotices {
  get list(): readonly ICourseNotice[] {
    return this._list;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  add(notice: ICourseNotice): IDisposable {
    this._list = [...this._list, notice];
    notice.changed?.connect(this._emitChanged, this);
    this._emitChanged();
    return new DisposableDelegate(() => {
      notice.changed?.disconnect(this._emitChanged, this);
      this._list = this._list.filter(other => other !== notice);
      this._emitChanged();
    });
  }

  private _emitChanged(): void {
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _list: readonly ICourseNotice[] = [];
}
