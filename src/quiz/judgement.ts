/**
 * What a verdict says about each question of a quiz. Pure.
 */
import type { IMessage, IVerdict } from '../documents';

/** Whether the answer to a question was right, and what to look at if it was not. */
export interface IQuestionJudgement {
  right: boolean;
  message: IMessage | null;
}

/** The judgement of each question, by its key; empty where the questions were not judged. */
export function judgements(
  verdict: IVerdict | null | undefined
): Map<string, IQuestionJudgement> {
  const found = new Map<string, IQuestionJudgement>();
  for (const { message, name, passed, ran } of verdict?.tests ?? []) {
    // Each question has a test of its own, named after it.
    const number = /^question (\d+)$/.exec(name)?.[1];
    if (number && ran !== false) {
      found.set(`q${number}`, {
        right: passed,
        message: passed ? null : message
      });
    }
  }
  return found;
}
