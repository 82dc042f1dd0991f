/**
 * Model of all skills and their evidence.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Problem } from '../request';
import { problemOf } from '../request';
import type { IReviewApi } from './api';
import type { ILessonSkills, ISkills, Level } from './documents';

/** State of the model. A failed request keeps the previous skills. */
export interface ISkillsState {
  skills: ISkills | null;
  loading: boolean;
  problem: Problem | null;
}

/** The skills model; one per page. */
export class SkillsModel {
  /** @param api - Fetches the skills. */
  constructor(private readonly api: Pick<IReviewApi, 'skills'>) {}

  /** The current state; replaced by a new object on every change. */
  get state(): ISkillsState {
    return this._state;
  }

  /** Emitted when `state` changes. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Fetch the skills. Never rejects: failures become part of the state. */
  async refresh(): Promise<void> {
    const mine = ++this._request;
    this._set({ loading: true });
    try {
      const skills = await this.api.skills();
      if (mine === this._request) {
        this._set({ skills, loading: false, problem: null });
      }
    } catch (reason) {
      if (mine === this._request) {
        this._set({ loading: false, problem: problemOf(reason) });
      }
    }
  }

  private _set(change: Partial<ISkillsState>): void {
    this._state = { ...this._state, ...change };
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _state: ISkillsState = {
    skills: null,
    loading: false,
    problem: null
  };
  private _request = 0;
}

/** Lessons with those of their skills that are at a level (null for all). Lessons without such skills are omitted. */
export function atLevel(
  lessons: readonly ILessonSkills[],
  level: Level | null
): ILessonSkills[] {
  return lessons
    .map(lesson => ({
      ...lesson,
      skills: lesson.skills.filter(
        skill => level === null || skill.level === level
      )
    }))
    .filter(lesson => lesson.skills.length > 0);
}
