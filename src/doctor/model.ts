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
import { compareVersions, lookAtBrowser } from './browser';
import type { IFinding } from './documents';

/** Where it is kept which findings are put away. */
export const AWAY_KEY = 'jupyterlab-homl:doctor';

/** The present state; a new object after every change. */
export interface IDoctorState {
  /** What the page found; once the server has answered, also what it found. */
  findings: readonly IFinding[];
  /** When the server looked, in UTC. */
  at: string | null;
  loading: boolean;
  failure: Problem | null;
  /** Ids of findings that the person does not want to be told of in the panel. */
  away: readonly string[];
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
    const findings = [lookAtBrowser(options.browser, options.trans)];
    this._state = {
      findings,
      at: null,
      loading: false,
      failure: null,
      away: []
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
    const { away, findings } = this._state;
    return findings.filter(({ id, ok }) => !ok && !away.includes(id));
  }

  /** Have the server look, or tell what it found; never rejects. */
  async look(again = false): Promise<void> {
    const { api, browser, trans } = this.options;
    this._set({ loading: true });
    try {
      await this._readAway();
      const { at, findings, version } = await api.doctor(again);
      this._set({
        at,
        failure: null,
        findings: [
          ...findings,
          lookAtBrowser(browser, trans),
          compareVersions(VERSION, version, trans)
        ]
      });
      await this._forgetCured();
    } catch (reason) {
      this._set({ failure: problemOf(reason) });
    }
    this._set({ loading: false });
  }

  /** Say no more of a finding in the panel. */
  async putAway(id: string): Promise<void> {
    this._set({ away: [...this._state.away, id] });
    await this._keepAway();
  }

  /** Say all that was put away again. */
  async bringBack(): Promise<void> {
    this._set({ away: [] });
    await this._keepAway();
  }

  private async _readAway(): Promise<void> {
    const kept = await this.options.state?.fetch(AWAY_KEY).catch(() => null);
    if (Array.isArray(kept)) {
      const away = kept.filter((id): id is string => typeof id === 'string');
      this._set({ away });
    }
  }

  /** What is well again may be told of should it come back. */
  private async _forgetCured(): Promise<void> {
    const { away, findings } = this._state;
    const still = away.filter(id =>
      findings.some(found => found.id === id && !found.ok)
    );
    if (still.length < away.length) {
      this._set({ away: still });
      await this._keepAway();
    }
  }

  private async _keepAway(): Promise<void> {
    // What could not be kept is told of again the next time.
    await this.options.state
      ?.save(AWAY_KEY, [...this._state.away])
      .catch(() => undefined);
  }

  private _set(change: Partial<IDoctorState>): void {
    this._state = { ...this._state, ...change };
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _state: IDoctorState;
}
