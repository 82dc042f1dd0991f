/**
 * The texts of the course that the search and the glossary need, loaded once one of them is used.
 */
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { ISearchTexts } from '../documents';

/** The texts. */
export class CourseTexts {
  /** @param fetch - Requests them from the server. */
  constructor(private readonly fetch: () => Promise<ISearchTexts>) {}

  /** The texts; null until they are loaded. */
  get texts(): ISearchTexts | null {
    return this._texts;
  }

  /** Emitted when the texts are loaded. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Load the texts, unless that has been done. Without a server nothing is loaded, and the next use tries again. */
  load(): void {
    if (this._texts || this._loading) {
      return;
    }
    this._loading = true;
    this.fetch().then(
      texts => {
        this._texts = texts;
        this._loading = false;
        this._changed.emit();
      },
      () => {
        this._loading = false;
      }
    );
  }

  private _changed = new Signal<this, void>(this);
  private _loading = false;
  private _texts: ISearchTexts | null = null;
}
