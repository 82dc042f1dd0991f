/**
 * Types of the REST documents, under the names that the front end uses.
 *
 * `rest.ts` is generated from their description in `jupyterlab_homl/server/openapi.json`.
 */
import type { CheckRequest, Reset } from './rest';

export type {
  CheckJob as ICheckJob,
  Course as ICourse,
  Exercise as IExercise,
  ExerciseStatus,
  FirstError as IFirstError,
  Hints as IHints,
  JobStarted as IJobStarted,
  Lesson as ILesson,
  LessonStatus,
  Mark,
  Message as IMessage,
  NotebookFile as INotebookFile,
  NotebookKind,
  OpenedLesson as IOpened,
  Part as IPart,
  Reset as IReset,
  Resource as IResource,
  SearchTexts as ISearchTexts,
  Section as ISection,
  Solution as ISolution,
  Status,
  Step as IStep,
  Term as ITerm,
  Test as ITest,
  Verdict as IVerdict,
  Visit as IVisit
} from './rest';

/** An answer cell in its original state. */
export type IFreshCell = Reset['cells'][number];

/** A cell of a notebook, to be checked. */
export type INotebookCell = NonNullable<CheckRequest['cells']>[number];
