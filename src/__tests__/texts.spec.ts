import { nullTranslator } from '@jupyterlab/translation';

import { isPassed, questionsNeeded } from '../passing';
import { quizText } from '../texts';
import { oneTest, verdict } from './fakes';

const trans = nullTranslator.load('jupyterlab_homl');

describe('a quiz of six questions and one other check', () => {
  const judged = (right: number) => {
    const names = [
      'six answers',
      ...[1, 2, 3, 4, 5, 6].map(n => `question ${n}`)
    ];
    const tests = names.map((name, at) =>
      oneTest({ name, passed: at <= right })
    );
    return verdict({ status: right < 6 ? 'failed' : 'passed', tests });
  };
  const told = (right: number) => quizText(trans, judged(right));

  it('is passed with four fifths of its checks', () => {
    expect([4, 5, 6].map(right => isPassed(judged(right)))).toEqual([
      false,
      true,
      true
    ]);
    expect(questionsNeeded(7, 1)).toBe(5);
    expect(questionsNeeded(5, 1)).toBe(3);
    expect(questionsNeeded(10, 0)).toBe(8);
  });

  it('says how many are right, and how many are needed', () => {
    expect(told(4)).toBe('Not yet: 4 of 6 right, 5 needed');
    expect(told(5)).toBe('Passed: 5 of 6 right');
    expect(told(6)).toBe('Passed: all 6 right');
  });
});
