/**
 * What a strip's model works with.
 */
import type { IAnswersApi } from '../../answers/api';
import type { IRestore } from '../../answers/documents';
import type { IFreshCell } from '../../documents';
import type { ICourseModel, IHomlApi } from '../../tokens';
import type { ICheckedNotebook } from './check';

/** The notebook, as far as a strip is concerned with it. */
export interface IStripNotebook extends ICheckedNotebook {
  /** The text of an exercise's answer, as it stands in its cells now. */
  answer(exercise: string): string;
  /** Put an exercise's answer cells back as they were handed out, and save. */
  restore(exercise: string, cells: IFreshCell[]): Promise<void>;
  /** Put another answer into the exercise's cell; can be undone. Saves. */
  setAnswer(exercise: string, source: string, type: string): Promise<void>;
  /** Put all of an exercise's cells in order without touching its answer where there is one, and save. */
  repairCells(exercise: string, handed: IRestore): Promise<void>;
}

/** What a strip works with. */
export interface IStripOptions {
  api: IHomlApi;
  answers: IAnswersApi;
  course: Pick<ICourseModel, 'refresh'>;
  notebook: IStripNotebook;
  exercise: string;
  /** Milliseconds since some start. */
  now?: () => number;
}
