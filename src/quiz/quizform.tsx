/**
 * A quiz as a form, with a group of radio buttons per question.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IQuestion } from '../answers/documents';
import { Sentence } from '../components/basics';

/** Props of the form. */
export interface IQuizFormProps {
  questions: IQuestion[];
  choices: ReadonlyMap<string, string | null>;
  choose: (key: string, choice: string) => void;
  /** Prefix that makes the names of the radio groups unique on the page. */
  name: string;
  trans: TranslationBundle;
}

/** The form. The questions themselves are displayed in the cell above, so here they are for screen readers only. */
export function QuizForm(props: IQuizFormProps): JSX.Element {
  const { choices, choose, name, questions, trans } = props;
  const open = questions.filter(({ key }) => !choices.get(key)).length;
  return (
    <form
      aria-label={trans.__('Your choices')}
      onSubmit={event => event.preventDefault()}
    >
      {questions.map(({ key, options, text }) => (
        <fieldset key={key}>
          <legend>
            {key}
            <span className="jp-homl-VisuallyHidden">
              {' '}
              <Sentence text={text} />
            </span>
          </legend>
          {options.map(option => (
            <label key={option.key}>
              <input
                type="radio"
                name={`${name}-${key}`}
                value={option.key}
                checked={choices.get(key) === option.key}
                onChange={() => choose(key, option.key)}
              />
              <span>
                <em>{option.key}</em> <Sentence text={option.text} />
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <p className="jp-homl-Quiz-note">
        {open > 0
          ? trans._n(
              '%1 question left. Your choices are written into the cell below.',
              '%1 questions left. Your choices are written into the cell below.',
              open
            )
          : trans.__(
              'All questions are answered in the cell below. Press Check.'
            )}
      </p>
    </form>
  );
}
