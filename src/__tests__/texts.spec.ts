import { nullTranslator } from '@jupyterlab/translation';

import { questionsNeeded, quizText } from '../texts';
import { oneTest, verdict } from './fakes';

const trans = nullTranslator.load('jupyterlab_homl');

describe('a quiz of six questions and one other check', () => {
  const told = (right: number) => {
    const names = [
      'six answers',
      ...[1, 2, 3, 4, 5, 6].map(n => `question ${n}`)
    ];
    const tests = names.map((name, at) =>
      oneTest({ name, passed: at <= right })
    );
    return quizText(trans, verdict({ tests }));
  };

  it('counts as done with four fifths of its checks', () => {
    expect(questionsNeeded(7, 1)).toBe(5);
    expect(questionsNeeded(5, 1)).toBe(3);
    expect(questionsNeeded(10, 0)).toBe(8);
  });

  it('says how many are right, and how many are needed', () => {
    expect(told(4)).toBe('4 of 6 right; 5 are needed');
    expect(told(5)).toBe('5 of 6 right: counts as done');
    expect(told(6)).toBe('Passed: all 6 right');
  });
});
