/**
 * What was found on the machine, and which findings the person has put away.
 */
import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Problem } from '../request';
import { problemOf } from '../request';
import { VERSION } from '../version';
import type { IDoctorApi } from './api';
import type { IBrowser } from './browser';
import { compareVersions, checkBrowser } from './browser';
import type { IFinding } from './documents';

/** Where it is kept which findings are put away. */
export const DISMISSED_KEY = 'jupyterlab-homl:doctor';

/** The present state; a new object after every change. */
export interface IDoctorState {
  /** What the page found; once the server has answered, also what it found. */
  findings: readonly IFinding[];
  /** When the server looked, in UTC. */
  at: string | null;
  loading: boolean;
  failure: Problem | null;
  /** Ids of findings that the person does not want to be told of in the panel. */
  dismissed: readonly string[];
}

/** What the doctor works with. */
export interface IDoctorOptions {
  api: IDoctorApi;
  browser: IBrowser;
  /** Where it is kept what was put away; nothing is kept without. */
  state: Pick<IStateDB, 'fetch' | 'save'> | null;
  trans: TranslationBundle;
}

/** The doctor. */
export class DoctorModel {
  /**
   * @param options - What it works with.
   */
  constructor(private readonly options: IDoctorOptions) {
    const findings = [checkBrowser(options.browser, options.trans)];
    this._state = {
      findings,
      at: null,
      loading: false,
      failure: null,
      dismissed: []
    };
  }

  get state(): IDoctorState {
    return this._state;
  }

  /** Emitted after every change of `state`. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** What will get in the way and is not put away. */
  get notices(): IFinding[] {
    const { dismissed, findings } = this._state;
    return findings.filter(({ id, ok }) => !ok && !dismissed.includes(id));
  }

  /** Have the server look, or tell what it found; never rejects. */
  async refresh(again = false): Promise<void> {
    const { api, browser, trans } = this.options;
    this._set({ loading: true });
    try {
      await this._loadDismissed();
      const { at, findings, version } = await api.doctor(again);
      this._set({
        at,
        failure: null,
        findings: [
          ...findings,
          checkBrowser(browser, trans),
          compareVersions(VERSION, version, trans)
        ]
      });
      await this._forgetFixed();
    } catch (reason) {
      this._set({ failure: problemOf(reason) });
    }
    this._set({ loading: false });
  }

  /** Say no more of a finding in the panel. */
  async dismiss(id: string): Promise<void> {
    this._set({ dismissed: [...this._state.dismissed, id] });
    await this._saveDismissed();
  }

  /** Say all that was put away again. */
  async restoreDismissed(): Promise<void> {
    this._set({ dismissed: [] });
    await this._saveDismissed();
  }

  private async _loadDismissed(): Promise<void> {
    const kept = await this.options.state
      ?.fetch(DISMISSED_KEY)
      .catch(() => null);
    if (Array.isArray(kept)) {
      const away = kept.filter((id): id is string => typeof id === 'string');
      this._set({ dismissed: away });
    }
  }

  /** What is well again may be told of should it come back. */
  private async _forgetFixed(): Promise<void> {
    const { dismissed, findings } = this._state;
    const still = dismissed.filter(id =>
      findings.some(found => found.id === id && !found.ok)
    );
    if (still.length < dismissed.length) {
      this._set({ dismissed: still });
      await this._saveDismissed();
    }
  }

  private async _saveDismissed(): Promise<void> {
    // What could not be kept is told of again the next time.
    await this.options.state
      ?.save(DISMISSED_KEY, [...this._state.dismissed])
      .catch(() => undefined);
  }

  private _set(change: Partial<IDoctorState>): void {
    this._state = { ...this._state, ...change };
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _state: IDoctorState;
}
