/**
 * All skills with their evidence: fetched when they are looked at, and again when progress is told.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Problem } from '../request';
import { problemOf } from '../request';
import type { IReviewApi } from './api';
import type { ILessonSkills, ISkills, Level } from './documents';

/** What is known of them. A fetch that fails keeps what was there. */
export interface ISkillsState {
  skills: ISkills | null;
  loading: boolean;
  problem: Problem | null;
}

/** The skills of a page. */
export class SkillsModel {
  /**
   * @param api - Where they come from.
   */
  constructor(private readonly api: Pick<IReviewApi, 'skills'>) {}

  /** The present state; a new object after every change. */
  get state(): ISkillsState {
    return this._state;
  }

  /** Emitted after every change of `state`. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Fetch them. Never rejects: what went wrong is state. */
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

/** The lessons with those of their skills that are at a level; all with `null`. Lessons without any are left out. */
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
