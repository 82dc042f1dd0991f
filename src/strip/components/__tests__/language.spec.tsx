import type { TranslationBundle } from '@jupyterlab/translation';
import { render } from '@testing-library/react';
import * as React from 'react';

import { oneTest, sentence, verdict } from '../../../__tests__/fakes';
import { CourseText, Sentence } from '../../../components/basics';
import { Verdict } from '../verdict';

const TABLE: Record<string, string> = {
  'Gradient descent': '梯度下降',
  'Too far by {n}.': '超出 {n}。'
};
const trans = {
  __: (id: string) => TABLE[id] ?? id,
  _n: (one: string) => one
} as unknown as TranslationBundle;

const languageOf = (text: string): string | undefined =>
  [...document.querySelectorAll<HTMLElement>('[lang]')].find(
    node => node.textContent === text
  )?.lang;

it('marks a text of the course that has no translation', () => {
  render(
    <>
      <CourseText text="Gradient descent" trans={trans} />
      <CourseText text="A new title" trans={trans} />
    </>
  );
  expect(document.body.textContent).toBe('梯度下降A new title');
  expect(languageOf('A new title')).toBe('en');
  expect(languageOf('梯度下降')).toBeUndefined();
});

it('marks code in a sentence', () => {
  render(<Sentence text="改写 `theta` 这一行" />);
  expect(languageOf('theta')).toBe('en');
});

it('marks names and messages of checks that have no translation, and exceptions', () => {
  render(
    <Verdict
      verdict={verdict({
        status: 'failed',
        first_error: {
          cell: null,
          name: 'ValueError',
          message: 'bad',
          line: 1
        },
        tests: [
          oneTest({
            name: 'Gradient descent',
            passed: false,
            message: {
              id: 'Too far by {n}.',
              values: { n: 2 },
              text: 'Too far by 2.'
            }
          }),
          oneTest({
            name: 'a new check',
            passed: false,
            message: sentence('Look again.')
          })
        ]
      })}
      hiddenTotal={0}
      trans={trans}
    />
  );
  expect(languageOf('a new check')).toBe('en');
  expect(languageOf('Look again.')).toBe('en');
  expect(languageOf('ValueError: bad')).toBe('en');
  expect(languageOf('梯度下降')).toBeUndefined();
  expect(languageOf('超出 2。')).toBeUndefined();
});
