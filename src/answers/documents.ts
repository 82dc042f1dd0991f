/**
 * Types of the REST documents of earlier answers.
 */
export type {
  Attempt as IAttempt,
  AttemptDetail as IAttemptText,
  AttemptList as IAttemptList,
  CellReference as ICellFact,
  ExerciseAnswers as IExerciseAnswers,
  HandedOutCell as IHandedCell,
  LessonAnswers as ILessonAnswers,
  Question as IQuestion,
  Restore as IRestore
} from '../rest';
