/**
 * What the server remembers of one lesson's exercises: asked for once when its notebook opens.
 */
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import { UnreachableError } from '../request';
import type { IAnswersApi } from './api';
import type { IExerciseAnswers, ILessonAnswers } from './documents';

/** The memory of one open notebook. */
export class LessonAnswers {
  /**
   * @param api - Where to ask.
   * @param lesson - The lesson's id.
   */
  constructor(
    private readonly api: Pick<IAnswersApi, 'lesson'>,
    private readonly lesson: string
  ) {}

  /** Emitted once the memory is there. */
  get loaded(): ISignal<this, void> {
    return this._loaded;
  }

  /** What is known of an exercise; undefined before it is loaded, or by an older server. */
  of(exercise: string): IExerciseAnswers | undefined {
    return this._answers?.exercises[exercise];
  }

  /**
   * Ask, unless it is known, being asked for, or was refused. Never rejects: a strip without a memory
   * shows what the course knows.
   */
  async load(): Promise<void> {
    if (this._requested) {
      return;
    }
    this._requested = true;
    try {
      this._answers = await this.api.lesson(this.lesson);
      this._loaded.emit();
    } catch (reason) {
      // Gone for now: whoever sees the server again asks again. Refused: by an older server.
      this._requested = !(reason instanceof UnreachableError);
    }
  }

  private _answers: ILessonAnswers | null = null;
  private _requested = false;
  private _loaded = new Signal<this, void>(this);
}
