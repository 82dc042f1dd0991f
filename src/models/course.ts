/**
 * The course with the learner's progress: fetched, kept, and told to whoever shows it.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { IExercise, ILesson } from '../documents';
import { problemOf } from '../request';
import type { ICourseModel, ICourseState, IHomlApi } from '../tokens';
import { reduceEngine, mergeFetchedEngine, IDLE_ENGINE } from './engine';
import type { IEngineEvent } from './engine';

/** How long what was fetched is good for somebody who looks again, in milliseconds; events tell of news meanwhile. */
const MAX_AGE_MS = 60_000;

/** How long to wait before an unreachable server is asked again: at first, and at most, in milliseconds. */
const RETRY_MS = { first: 5_000, most: 60_000 };

/** The one course of a page. */
export class CourseModel implements ICourseModel {
  /**
   * @param api - Where the course comes from.
   */
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
   * A call during a request asks for exactly one more after it, however many calls there are, so
   * that the last caller sees what was true when it called. Never rejects: what went wrong is state.
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

  /** Fetch again where what is there is old, or was not there. */
  async refreshIfStale(): Promise<void> {
    const old = Date.now() - this._fetchedAt > MAX_AGE_MS;
    if (old || this._state.failure) {
      await this.refresh();
    }
  }

  /** Take note of what the server tells of the engine between two fetches. */
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
      this._set({ loading: true });
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
      // It recovers by itself once the server is back; a server that answers is not asked again.
      this._retry = setTimeout(() => void this.refresh(), this._retryDelay);
      this._retryDelay = Math.min(2 * this._retryDelay, RETRY_MS.most);
    }
  }

  private _set(change: Partial<ICourseState>): void {
    this._state = { ...this._state, ...change };
    this._changed.emit();
  }

  private _refetch = false;
  private _changed = new Signal<this, void>(this);
  /** What was told of the engine since the course was last asked for. */
  private _pendingEvents: IEngineEvent[] = [];
  /** When the course came last, in milliseconds since 1970. */
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
