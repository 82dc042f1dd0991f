import { nullTranslator } from '@jupyterlab/translation';
import {
  cleanup,
  fireEvent,
  render,
  screen,
  within
} from '@testing-library/react';
import * as React from 'react';

import { sentence } from '../../__tests__/fakes';
import type { IQuestion } from '../../answers/documents';
import type { IQuestionJudgement } from '../judgement';
import { QuizForm } from '../quizform';

const QUESTIONS: IQuestion[] = ['q1', 'q2'].map(key => ({
  key,
  text: `Which layer, *${key}*?`,
  options: [
    { key: 'a', text: '`Dense(1)`' },
    { key: 'b', text: `another for ${key}` }
  ]
}));

function show(
  questions = QUESTIONS,
  judged = new Map<string, IQuestionJudgement>(),
  needed: number | null = null
) {
  const choose = jest.fn();
  render(
    <QuizForm
      questions={questions}
      needed={needed}
      choices={new Map([['q1', 'a']])}
      judged={judged}
      choose={choose}
      codeShown={false}
      showCode={jest.fn()}
      name="quiz"
      trans={nullTranslator.load('')}
    />
  );
  return choose;
}

const group = (name: RegExp) => screen.getByRole('group', { name });

it('shows each question with its options, and takes a choice', () => {
  const choose = show();
  expect(screen.getByText(/1 question left/)).not.toBeNull();
  fireEvent.click(
    within(group(/^2 Which layer/)).getByRole('radio', { name: /^b another/ })
  );
  expect(choose).toHaveBeenCalledWith('q2', 'b');
});

it('says what is needed for as long as it is told', () => {
  show(QUESTIONS, undefined, 2);
  expect(screen.getByRole('form').textContent).toContain(
    'You pass with 2 of 2 right.'
  );
  cleanup();
  show();
  expect(screen.getByRole('form').textContent).not.toContain('You pass');
});

it('judges each question where it stands', () => {
  const message = sentence('q2: how many numbers come out?');
  show(
    QUESTIONS,
    new Map([
      ['q1', { right: true, message: null }],
      ['q2', { right: false, message }]
    ])
  );
  expect(within(group(/^1 /)).getByText('Right.')).not.toBeNull();
  expect(
    within(group(/^2 /)).getByText('How many numbers come out?')
  ).not.toBeNull();
});

it('shows letters where the options are the same for all questions', () => {
  const { options } = QUESTIONS[0];
  show(QUESTIONS.map(question => ({ ...question, options })));
  const text = within(group(/^1 /)).getByText('Dense(1)');
  expect(text.closest('.jp-homl-VisuallyHidden')).not.toBeNull();
});
