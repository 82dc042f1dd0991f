/**
 * Model of the findings about this machine, and of those that the user has dismissed.
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
import { checkBrowser, compareVersions } from './browser';
import type { IFinding } from './documents';

/** Key of the dismissed findings in the state database. */
export const DISMISSED_KEY = 'jupyterlab-homl:doctor';

/** State of the model; replaced by a new object on every change. */
export interface IDoctorState {
  /** Findings of the page and, once the server has responded, of the server. */
  findings: readonly IFinding[];
  /** When the server made its findings, in UTC. */
  at: string | null;
  loading: boolean;
  failure: Problem | null;
  /** Ids of findings that are not shown in the panel. */
  dismissed: readonly string[];
}

/** Dependencies of the model. */
export interface IDoctorOptions {
  api: IDoctorApi;
  browser: IBrowser;
  /** Stores the dismissed findings; null to store nothing. */
  state: Pick<IStateDB, 'fetch' | 'save'> | null;
  trans: TranslationBundle;
}

/** The model. */
export class DoctorModel {
  /** @param options - Dependencies of the model. */
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

  /** Emitted when `state` changes. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Problems that have not been dismissed. */
  get notices(): IFinding[] {
    const { dismissed, findings } = this._state;
    return findings.filter(({ id, ok }) => !ok && !dismissed.includes(id));
  }

  /** Fetch the findings, or with `again` have the server check once more. Never rejects. */
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

  /** Stop showing a finding in the panel. */
  async dismiss(id: string): Promise<void> {
    this._set({ dismissed: [...this._state.dismissed, id] });
    await this._saveDismissed();
  }

  /** Show all dismissed findings again. */
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

  /** Forget dismissed findings that have been fixed, so that they are shown if they return. */
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
    // Findings whose dismissal could not be saved are shown again next time.
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
