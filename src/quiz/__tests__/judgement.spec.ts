import { oneTest, sentence, verdict } from '../../__tests__/fakes';
import { judgements } from '../judgement';

it('tells what is right, and why not where it is not', () => {
  const message = sentence('q2: look again.');
  const found = judgements(
    verdict({
      tests: [
        oneTest({ name: 'six answers' }),
        oneTest({ name: 'question 1', hidden: true }),
        oneTest({ name: 'question 2', hidden: true, passed: false, message })
      ]
    })
  );
  expect([...found]).toEqual([
    ['q1', { right: true, message: null }],
    ['q2', { right: false, message }]
  ]);
});

it('tells nothing of questions that were not judged', () => {
  const tests = [
    oneTest({ name: 'six answers', passed: false }),
    oneTest({ name: 'question 1', hidden: true, passed: false, ran: false })
  ];
  expect(judgements(verdict({ tests })).size).toBe(0);
  expect(judgements(null).size).toBe(0);
});
