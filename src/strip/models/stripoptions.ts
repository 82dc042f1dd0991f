/**
 * Dependencies of a strip's model.
 */
import type { IAnswersApi } from '../../answers/api';
import type { IRestore } from '../../answers/documents';
import type { IFreshCell } from '../../documents';
import type { ICourseModel, IHomlApi } from '../../tokens';
import type { ICheckedNotebook } from './check';

/** The notebook, as far as a strip needs it; implemented by `CourseNotebook`. */
export interface IStripNotebook extends ICheckedNotebook {
  /** Current text of an exercise's answer. */
  answer(exercise: string): string;
  /** Reset an exercise's answer cells to the given ones and save. */
  restore(exercise: string, cells: IFreshCell[]): Promise<void>;
  /** Replace an exercise's answer and save; the user can undo it. */
  setAnswer(
    exercise: string,
    source: string,
    type: IFreshCell['cell_type']
  ): Promise<void>;
  /** Repair all of an exercise's cells, keeping the learner's answer if there is one, and save. */
  repairCells(exercise: string, released: IRestore): Promise<void>;
}

/** Dependencies of a strip's model. */
export interface IStripOptions {
  api: IHomlApi;
  answers: IAnswersApi;
  course: Pick<ICourseModel, 'exercise' | 'refresh' | 'state'>;
  notebook: IStripNotebook;
  exercise: string;
  /** Returns the current time in milliseconds. */
  now?: () => number;
}
