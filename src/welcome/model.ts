/**
 * Model of the welcome page: the server's data, and answers that have not been saved yet.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Problem } from '../request';
import { problemOf } from '../request';
import type { IWelcomeApi } from './api';
import type { IWelcome } from './documents';

/** State of the model; replaced by a new object on every change. */
export interface IWelcomeState {
  page: IWelcome | null;
  loading: boolean;
  failure: Problem | null;
  /** A goal that has not been saved: null for *Decide later*, undefined for none. */
  goal: string | null | undefined;
  /** Ratings that have not been saved, by topic. */
  ratings: Readonly<Record<string, number>>;
}

/** The model. Answers that could not be sent are kept and sent again by `retry`. */
export class WelcomeModel {
  /** @param api - Requests of the welcome page. */
  constructor(private readonly api: IWelcomeApi) {}

  get state(): IWelcomeState {
    return this._state;
  }

  /** Emitted when `state` changes. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Fetch the page again. Never rejects: failures become part of the state. */
  async refresh(): Promise<void> {
    this._set({ loading: true });
    await this._enqueue(async () => {
      this._set({ page: await this.api.welcome() });
    });
    this._set({ loading: false });
  }

  /** Save the goal; null for *Decide later*. */
  async choose(goal: string | null): Promise<void> {
    this._set({ goal });
    await this._enqueue(async () => {
      await this.api.choose(goal);
      const page = await this.api.welcome();
      this._set({
        page,
        goal: this._state.goal === goal ? undefined : this._state.goal
      });
    });
  }

  /** Save the rating of a topic. */
  async rate(topic: string, rating: number): Promise<void> {
    this._set({ ratings: { ...this._state.ratings, [topic]: rating } });
    await this._enqueue(async () => {
      const page = await this.api.rate(topic, rating);
      const { [topic]: now, ...others } = this._state.ratings;
      this._set({
        page,
        ratings: now === rating ? others : this._state.ratings
      });
    });
  }

  /** Send unsaved answers, or fetch the page if there are none. */
  async retry(): Promise<void> {
    const { goal, ratings } = this._state;
    if (goal !== undefined) {
      await this.choose(goal);
    }
    for (const [topic, rating] of Object.entries(ratings)) {
      await this.rate(topic, rating);
    }
    if (goal === undefined && Object.keys(ratings).length === 0) {
      await this.refresh();
    }
  }

  /** Run requests one after another, so that an older response never replaces a newer one. */
  private _enqueue(work: () => Promise<void>): Promise<void> {
    this._last = this._last.then(async () => {
      try {
        await work();
        this._set({ failure: null });
      } catch (reason) {
        this._set({ failure: problemOf(reason) });
      }
    });
    return this._last;
  }

  private _set(change: Partial<IWelcomeState>): void {
    this._state = { ...this._state, ...change };
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _last = Promise.resolve();
  private _state: IWelcomeState = {
    page: null,
    loading: true,
    failure: null,
    goal: undefined,
    ratings: {}
  };
}
