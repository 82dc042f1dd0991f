/**
 * Model of the course and the learner's progress: fetches them, caches them and signals changes.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { IExercise, ILesson } from '../documents';
import { problemOf } from '../request';
import type { ICourseModel, ICourseState, IHomlApi } from '../tokens';
import { IDLE_ENGINE, mergeFetchedEngine, reduceEngine } from './engine';
import type { IEngineEvent } from './engine';

/** Age in milliseconds after which `refreshIfStale` fetches again. Server events report changes in the meantime. */
const MAX_AGE_MS = 60_000;

/** How long after an event of the server it is fetched again, in milliseconds. */
const EVENT_DELAY_MS = 100;

/** Delay before an unreachable server is tried again, in milliseconds; it doubles from `first` to `most`. */
const RETRY_MS = { first: 5_000, most: 60_000 };

/** The course model; one per page. */
export class CourseModel implements ICourseModel {
  /** @param api - Fetches the course. */
  constructor(private readonly api: Pick<IHomlApi, 'course'>) {}

  get state(): ICourseState {
    return this._state;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /**
   * Fetch the course again.
   *
   * #### Notes
   * Calls made during a request share a single further request, so that every caller sees data that
   * is newer than its call. Never rejects: failures become part of the state.
   */
  async refresh(): Promise<void> {
    if (this._inFlight) {
      this._refetch = true;
      return this._inFlight;
    }
    this._inFlight = this._fetchUntilQuiet();
    try {
      await this._inFlight;
    } finally {
      this._inFlight = null;
    }
  }

  /** Fetch the course again if it is stale or the last request failed; join a request that is under way. */
  async refreshIfStale(): Promise<void> {
    if (this._inFlight) {
      return this._inFlight;
    }
    const old = Date.now() - this._fetchedAt > MAX_AGE_MS;
    if (old || this._state.failure) {
      await this.refresh();
    }
  }

  /**
   * Fetch the course again soon, unless somebody else has begun to by then.
   *
   * #### Notes
   * To be called when the server says that progress was stored. The strip whose check it was
   * fetches by itself, and shows the verdict first.
   */
  refreshAfterEvent(): void {
    this._eventAt = Date.now();
    this._pendingRefresh ??= setTimeout(() => {
      this._pendingRefresh = undefined;
      if (this._requestedAt <= this._eventAt) {
        void this.refresh();
      }
    }, EVENT_DELAY_MS);
  }

  /** Apply an engine event that arrived between two fetches. */
  applyEngineEvent(news: IEngineEvent): void {
    this._pendingEvents.push(news);
    this._set({ engine: reduceEngine(this._state.engine, news) });
  }

  lesson(id: string): ILesson | undefined {
    return this._lessons().find(lesson => lesson.id === id);
  }

  exercise(id: string): IExercise | undefined {
    return this.lessonOf(id)?.exercises.find(exercise => exercise.id === id);
  }

  lessonOf(exercise: string): ILesson | undefined {
    return this._lessons().find(lesson =>
      lesson.exercises.some(({ id }) => id === exercise)
    );
  }

  private _lessons(): ILesson[] {
    const { course } = this._state;
    const road = course?.parts.flatMap(part => part.lessons) ?? [];
    return course?.first_steps ? [...road, course.first_steps] : road;
  }

  private async _fetchUntilQuiet(): Promise<void> {
    do {
      this._refetch = false;
      this._pendingEvents = [];
      this._requestedAt = Date.now();
      if (!this._state.course) {
        this._set({ loading: true });
      }
      try {
        const course = await this.api.course();
        const engine = mergeFetchedEngine(
          this._state.engine,
          course.engine.warming,
          this._pendingEvents
        );
        this._fetchedAt = Date.now();
        this._retryDelay = RETRY_MS.first;
        this._set({ course, engine, loading: false, failure: null });
      } catch (reason) {
        this._set({ loading: false, failure: problemOf(reason) });
      }
    } while (this._refetch);
    clearTimeout(this._retry);
    if (this._state.failure?.kind === 'unreachable') {
      // Retry only if the server is unreachable; an error response is final.
      this._retry = setTimeout(() => void this.refresh(), this._retryDelay);
      this._retryDelay = Math.min(2 * this._retryDelay, RETRY_MS.most);
    }
  }

  private _set(change: Partial<ICourseState>): void {
    this._state = { ...this._state, ...change };
    this._changed.emit();
  }

  private _refetch = false;
  /** When the server last said that progress was stored, in milliseconds since the epoch. */
  private _eventAt = 0;
  private _pendingRefresh: ReturnType<typeof setTimeout> | undefined;
  /** When the course was last requested, in milliseconds since the epoch. */
  private _requestedAt = 0;
  private _changed = new Signal<this, void>(this);
  /** Engine events received since the course was last requested. */
  private _pendingEvents: IEngineEvent[] = [];
  /** When the course was last fetched, in milliseconds since the epoch. */
  private _fetchedAt = 0;
  private _retry: ReturnType<typeof setTimeout> | undefined;
  private _inFlight: Promise<void> | null = null;
  private _state: ICourseState = {
    course: null,
    engine: IDLE_ENGINE,
    loading: true,
    failure: null
  };
  private _retryDelay = RETRY_MS.first;
}
