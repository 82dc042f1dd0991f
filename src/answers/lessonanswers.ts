/**
 * What the server knows about earlier answers to one lesson's exercises, fetched once when its
 * notebook opens.
 */
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import { UnreachableError } from '../request';
import type { IAnswersApi } from './api';
import type { IExerciseAnswers, ILessonAnswers } from './documents';

/** Earlier answers for one open notebook. */
export class LessonAnswers {
  /**
   * @param api - Requests about answers.
   * @param lesson - Id of the lesson.
   */
  constructor(
    private readonly api: Pick<IAnswersApi, 'lesson'>,
    private readonly lesson: string
  ) {}

  /** Emitted once the answers have been loaded. */
  get loaded(): ISignal<this, void> {
    return this._loaded;
  }

  /** Earlier answers to an exercise; undefined until they are loaded, and with older servers. */
  of(exercise: string): IExerciseAnswers | undefined {
    return this._answers?.exercises[exercise];
  }

  /**
   * Fetch the answers unless they are loaded, on their way, or were refused. Never rejects: without
   * them a strip shows what the course knows.
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
      // Unreachable: try again once the server responds. Refused: an older server, so do not ask
      // again.
      this._requested = !(reason instanceof UnreachableError);
    }
  }

  private _answers: ILessonAnswers | null = null;
  private _requested = false;
  private _loaded = new Signal<this, void>(this);
}
