/**
 * A review session: one question at a time, answered, told why, and on to the next.
 *
 * It lives as long as the page, so that leaving the tab and coming back keeps the place.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Problem } from '../request';
import { problemOf } from '../request';
import type { IReviewApi, IScope } from './api';
import { answerOf, EMPTY_DRAFT } from './draft';
import type { IDraft } from './draft';
import type { Answer, IReviewItem, IReviewResult } from './documents';

/** Where a session is: not begun, fetching, at a question, sending, telling why, at its end. */
export type Phase =
  'idle' | 'loading' | 'asking' | 'submitting' | 'answered' | 'done';

/** What is known of the session. */
export interface ISessionState {
  phase: Phase;
  /** What is practised, if it is not what is due. */
  scope: IScope | null;
  items: IReviewItem[];
  /** The place in `items`. */
  at: number;
  draft: IDraft;
  /** The back of the card, once it was turned. */
  back: string | null;
  /** What the answer at hand led to. */
  result: IReviewResult | null;
  /** What all answers so far led to. */
  results: IReviewResult[];
  problem: Problem | null;
}

const IDLE: ISessionState = {
  phase: 'idle',
  scope: null,
  items: [],
  at: 0,
  draft: EMPTY_DRAFT,
  back: null,
  result: null,
  results: [],
  problem: null
};

/** The session of a page. */
export class ReviewSession {
  /**
   * @param api - Where the questions come from.
   */
  constructor(private readonly api: IReviewApi) {}

  /** The present state; a new object after every change. */
  get state(): ISessionState {
    return this._state;
  }

  /** Emitted after every change of `state`. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The question at hand. */
  get item(): IReviewItem | undefined {
    return this._state.items[this._state.at];
  }

  /** Begin: with what is due, or with the questions of one skill. */
  async start(scope: IScope | null = null): Promise<void> {
    const mine = ++this._request;
    this._set({ ...IDLE, phase: 'loading', scope });
    try {
      const { items } = await this.api.queue(scope);
      if (mine === this._request) {
        this._set({ items, phase: items.length > 0 ? 'asking' : 'idle' });
      }
    } catch (reason) {
      if (mine === this._request) {
        this._set({ phase: 'idle', problem: problemOf(reason) });
      }
    }
  }

  /** Keep what is chosen or typed. */
  write(draft: Partial<IDraft>): void {
    if (this._state.phase === 'asking') {
      this._set({ draft: { ...this._state.draft, ...draft } });
    }
  }

  /** Turn the card over. */
  async showBack(): Promise<void> {
    const { item } = this;
    if (!item || this._state.phase !== 'asking') {
      return;
    }
    await this._ask(
      item,
      () => this.api.back(item.id),
      back => ({
        phase: 'asking',
        back
      })
    );
  }

  /** Hand the answer in; does nothing while there is none. */
  async submit(): Promise<void> {
    const answer = this.item && answerOf(this.item, this._state.draft);
    if (answer !== null && answer !== undefined) {
      await this._send({ answer });
    }
  }

  /** Rate the card that was turned. */
  async rate(rating: number): Promise<void> {
    if (this._state.back !== null) {
      await this._send({ rating });
    }
  }

  /** Go on to the next question, or to the end. */
  next(): void {
    const { at, items, phase } = this._state;
    if (phase === 'answered') {
      this._set({
        at: at + 1,
        phase: at + 1 < items.length ? 'asking' : 'done',
        draft: EMPTY_DRAFT,
        back: null,
        result: null,
        problem: null
      });
    }
  }

  /** Put the session away; what was answered is kept. */
  close(): void {
    this._request++;
    this._set(IDLE);
  }

  private async _send(answer: Answer): Promise<void> {
    const { item } = this;
    if (item && this._state.phase === 'asking') {
      await this._ask(
        item,
        () => this.api.answer(item.id, item.turn, answer),
        result => ({
          phase: 'answered',
          result,
          results: [...this._state.results, result]
        })
      );
    }
  }

  /** Ask the server; on trouble everything stays as it was, so that it can be tried again. */
  private async _ask<T>(
    item: IReviewItem,
    ask: () => Promise<T>,
    done: (answer: T) => Partial<ISessionState>
  ): Promise<void> {
    const mine = ++this._request;
    this._set({ phase: 'submitting', problem: null });
    try {
      const answer = await ask();
      if (mine === this._request && this.item === item) {
        this._set(done(answer));
      }
    } catch (reason) {
      if (mine === this._request) {
        this._set({ phase: 'asking', problem: problemOf(reason) });
      }
    }
  }

  private _set(change: Partial<ISessionState>): void {
    this._state = { ...this._state, ...change };
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _state = IDLE;
  /** Counts requests, so that the answer to an older one is left alone. */
  private _request = 0;
}
