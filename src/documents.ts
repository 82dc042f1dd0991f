/**
 * The documents that the server and the front end exchange, under the names that the front end gives them.
 *
 * They are described in `jupyterlab_homl/server/openapi.json`, of which `rest.ts` is generated.
 */
import type { Reset } from './rest';

export type {
  CheckJob as ICheckJob,
  Course as ICourse,
  Exercise as IExercise,
  ExerciseStatus,
  FirstError as IFirstError,
  Hints as IHints,
  Lesson as ILesson,
  LessonStatus,
  Mark,
  Message as IMessage,
  NotebookKind,
  OpenedLesson as IOpened,
  Part as IPart,
  Reset as IReset,
  Resource as IResource,
  Section as ISection,
  Solution as ISolution,
  Status,
  Step as IStep,
  Test as ITest,
  Verdict as IVerdict,
  Visit as IVisit
} from './rest';

/** An answer cell as it was handed out. */
export type IFreshCell = Reset['cells'][number];
