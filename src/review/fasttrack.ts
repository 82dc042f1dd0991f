/**
 * Model of a fast track: ten questions that are submitted together.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Problem } from '../request';
import { problemOf } from '../request';
import type { IReviewApi } from './api';
import type { IFastTrack, IFastTrackResult, IReviewItem } from './documents';
import { answerOf, EMPTY_DRAFT } from './draft';
import type { IDraft } from './draft';

/** State of the fast track; closed if `lesson` is null. */
export interface IFastTrackState {
  lesson: string | null;
  track: IFastTrack | null;
  drafts: Record<string, IDraft>;
  busy: boolean;
  result: IFastTrackResult | null;
  problem: Problem | null;
}

const CLOSED: IFastTrackState = {
  lesson: null,
  track: null,
  drafts: {},
  busy: false,
  result: null,
  problem: null
};

/** The fast track model; one per page, so that answers survive a change of tab. */
export class FastTrackModel {
  /** @param api - Requests about reviews. */
  constructor(private readonly api: IReviewApi) {}

  /** The current state; replaced by a new object on every change. */
  get state(): IFastTrackState {
    return this._state;
  }

  /** Emitted when `state` changes. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Open the fast track of a lesson; one that is already open keeps its answers until submitted. */
  async open(lesson: string): Promise<void> {
    const { state } = this;
    if (state.lesson === lesson && state.track && !state.result) {
      this._changed.emit();
      return;
    }
    const mine = ++this._request;
    this._set({ ...CLOSED, lesson, busy: true });
    try {
      const track = await this.api.fastTrack(lesson);
      if (mine === this._request) {
        this._set({ track, busy: false });
      }
    } catch (reason) {
      if (mine === this._request) {
        this._set({ problem: problemOf(reason), busy: false });
      }
    }
  }

  /** The draft answer to a question. */
  draft(item: string): IDraft {
    return this._state.drafts[item] ?? EMPTY_DRAFT;
  }

  /** Update the draft answer to a question. */
  write(item: string, draft: Partial<IDraft>): void {
    if (!this._state.busy && !this._state.result) {
      const drafts = {
        ...this._state.drafts,
        [item]: { ...this.draft(item), ...draft }
      };
      this._set({ drafts });
    }
  }

  /** Questions without an answer. */
  get unanswered(): IReviewItem[] {
    const items = this._state.track?.items ?? [];
    return items.filter(item => answerOf(item, this.draft(item.id)) === null);
  }

  /** Submit all answers. */
  async submit(): Promise<void> {
    const { busy, result, track } = this._state;
    if (!track || busy || result) {
      return;
    }
    const answers: Record<string, string | number> = {};
    const turns: Record<string, number> = {};
    for (const item of track.items) {
      turns[item.id] = item.turn;
      const answer = answerOf(item, this.draft(item.id));
      if (answer !== null) {
        answers[item.id] = answer;
      }
    }
    const mine = ++this._request;
    this._set({ busy: true, problem: null });
    try {
      const result = await this.api.answerFastTrack(
        track.lesson,
        track.turn,
        answers,
        turns
      );
      if (mine === this._request) {
        this._set({ result, busy: false });
      }
    } catch (reason) {
      if (mine === this._request) {
        await this._refused(problemOf(reason), track, mine);
      }
    }
  }

  /**
   * Report a refusal. If questions have changed on the server, fetch them again and keep the
   * answers to the others.
   */
  private async _refused(
    problem: Problem,
    before: IFastTrack,
    mine: number
  ): Promise<void> {
    if (problem.kind !== 'refused' || problem.status !== 409) {
      this._set({ problem, busy: false });
      return;
    }
    let track = before;
    try {
      track = await this.api.fastTrack(before.lesson);
    } catch {
      // The original error says what to do.
    }
    if (mine === this._request) {
      const asked = new Map(before.items.map(item => [item.id, item.turn]));
      const drafts: Record<string, IDraft> = {};
      for (const { id, turn } of track.items) {
        if (asked.get(id) === turn) {
          drafts[id] = this.draft(id);
        }
      }
      this._set({ track, drafts, problem, busy: false });
    }
  }

  /** Return to the skills. */
  close(): void {
    this._request++;
    this._set(CLOSED);
  }

  private _set(change: Partial<IFastTrackState>): void {
    this._state = { ...this._state, ...change };
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _state = CLOSED;
  /** Counts requests, so that responses to older ones are ignored. */
  private _request = 0;
}
