/**
 * Model of a review session: one question at a time, each followed by feedback.
 *
 * It lives as long as the page, so that a session survives a change of tab.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Problem } from '../request';
import { problemOf } from '../request';
import type { IReviewApi, IScope } from './api';
import type { Answer, IReviewItem, IReviewResult } from './documents';
import { answerOf, EMPTY_DRAFT } from './draft';
import type { IDraft } from './draft';

/** Phase of a session: not started, fetching, waiting for an answer, submitting, showing feedback, finished. */
export type Phase =
  'idle' | 'loading' | 'asking' | 'submitting' | 'answered' | 'done';

/** State of the session. */
export interface ISessionState {
  phase: Phase;
  /** The skill being practised; null for a review of what is due. */
  scope: IScope | null;
  items: IReviewItem[];
  /** Index of the current question. */
  at: number;
  draft: IDraft;
  /** Back of the current card, once it has been turned over. */
  back: string | null;
  /** Result of the current answer. */
  result: IReviewResult | null;
  /** Results of all answers so far. */
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

/** The session model; one per page. */
export class ReviewSession {
  /** @param api - Requests about reviews. */
  constructor(private readonly api: IReviewApi) {}

  /** The current state; replaced by a new object on every change. */
  get state(): ISessionState {
    return this._state;
  }

  /** Emitted when `state` changes. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The current question. */
  get item(): IReviewItem | undefined {
    return this._state.items[this._state.at];
  }

  /** Start a session with what is due, or with the questions of one skill. */
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

  /** Update the draft answer. */
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

  /** Submit the answer, if there is one. */
  async submit(): Promise<void> {
    const answer = this.item && answerOf(this.item, this._state.draft);
    if (answer !== null && answer !== undefined) {
      await this._send({ answer });
    }
  }

  /** Rate a card that has been turned over. */
  async rate(rating: number): Promise<void> {
    if (this._state.back !== null) {
      await this._send({ rating });
    }
  }

  /** Continue with the next question, or finish. */
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

  /** Close the session; submitted answers are kept. */
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

  /** Send a request; if it fails, the answer is kept and can be submitted again. */
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
  /** Counts requests, so that responses to older ones are ignored. */
  private _request = 0;
}
