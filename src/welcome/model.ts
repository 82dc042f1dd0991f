/**
 * What the first page knows: the server's answer, and what was answered here and is on its way.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Problem } from '../request';
import { problemOf } from '../request';
import type { IWelcomeApi } from './api';
import type { IWelcome } from './documents';

/** The present state; a new object after every change. */
export interface IWelcomeState {
  page: IWelcome | null;
  loading: boolean;
  failure: Problem | null;
  /** The goal that is not kept yet: null is *later*, undefined is none. */
  goal: string | null | undefined;
  /** Ratings that are not kept yet, by topic. */
  ratings: Readonly<Record<string, number>>;
}

/** The first page. What could not be sent stays, and is sent again by `retry`. */
export class WelcomeModel {
  /**
   * @param api - Where answers go.
   */
  constructor(private readonly api: IWelcomeApi) {}

  get state(): IWelcomeState {
    return this._state;
  }

  /** Emitted after every change of `state`. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Fetch the page again. Never rejects: what went wrong is state. */
  async refresh(): Promise<void> {
    this._set({ loading: true });
    await this._enqueue(async () => {
      this._set({ page: await this.api.welcome() });
    });
    this._set({ loading: false });
  }

  /** Keep the goal; null for *later*. */
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

  /** Keep how well a topic is known. */
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

  /** Send what could not be sent, or fetch the page. */
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

  /** One request after the other, so that an older answer never comes after a newer one. */
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
