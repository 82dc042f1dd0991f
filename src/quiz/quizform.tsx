/**
 * A quiz as a form: each question with its options and, once it is checked, its judgement.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IQuestion } from '../answers/documents';
import { Icon, Sentence } from '../components/basics';
import { translate } from '../i18n';
import { failedIcon, passedIcon } from '../icons';
import type { IQuestionJudgement } from './judgement';

/** Props of the form. */
export interface IQuizFormProps {
  questions: IQuestion[];
  /** How many of them have to be right for the quiz to be passed; null where it is not told. */
  needed: number | null;
  choices: ReadonlyMap<string, string | null>;
  /** Judgements of the questions whose choice has been checked. */
  judged: ReadonlyMap<string, IQuestionJudgement>;
  choose: (key: string, choice: string) => void;
  /** Whether the cell's code is shown below the form. */
  codeShown: boolean;
  showCode: (shown: boolean) => void;
  /** Prefix that makes the names of the radio groups unique on the page. */
  name: string;
  trans: TranslationBundle;
}

/** The form. Options that all questions share are explained above it, in the statement; here they are letters. */
export function QuizForm(props: IQuizFormProps): JSX.Element {
  const { choices, codeShown, needed, questions, showCode, trans } = props;
  const open = questions.filter(({ key }) => !choices.get(key)).length;
  return (
    <form
      aria-label={trans.__('Your choices')}
      onSubmit={event => event.preventDefault()}
    >
      {questions.map(question => (
        <Question
          key={question.key}
          {...props}
          question={question}
          lettersOnly={haveSameOptions(questions)}
        />
      ))}
      <p className="jp-homl-Quiz-note">
        {open > 0
          ? trans._n('%1 question left.', '%1 questions left.', open)
          : trans.__('You have answered every question.')}{' '}
        {needed !== null && (
          <span>
            {trans.__(
              'You pass with %1 of %2 right.',
              needed,
              questions.length
            )}{' '}
          </span>
        )}
        <button
          type="button"
          className="jp-homl-LinkButton"
          aria-expanded={codeShown}
          onClick={() => showCode(!codeShown)}
        >
          {codeShown ? trans.__('Hide the code') : trans.__('Show the code')}
        </button>
      </p>
    </form>
  );
}

function Question(
  props: IQuizFormProps & { question: IQuestion; lettersOnly: boolean }
): JSX.Element {
  const { choices, choose, judged, lettersOnly, name, question, trans } = props;
  const { key, options, text } = question;
  const judgement = judged.get(key);
  const verdict = `${name}-${key}-verdict`;
  return (
    <fieldset aria-describedby={judgement ? verdict : undefined}>
      <legend>
        <span className="jp-homl-Quiz-number">{key.replace(/^q/, '')}</span>{' '}
        <span>
          <Sentence text={text} />
        </span>
      </legend>
      <div
        className={`jp-homl-Quiz-options ${lettersOnly ? 'jp-homl-mod-letters' : ''}`}
      >
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
              <em>{option.key}</em>{' '}
              <span className={lettersOnly ? 'jp-homl-VisuallyHidden' : ''}>
                <Sentence text={option.text} />
              </span>
            </span>
          </label>
        ))}
      </div>
      {judgement && (
        <p id={verdict} className="jp-homl-Quiz-verdict">
          <Icon icon={judgement.right ? passedIcon : failedIcon} />
          <span>
            <Sentence text={judgementText(trans, judgement)} />
          </span>
        </p>
      )}
    </fieldset>
  );
}

function haveSameOptions(questions: readonly IQuestion[]): boolean {
  const options = questions.map(question => JSON.stringify(question.options));
  return questions.length > 1 && new Set(options).size === 1;
}

function judgementText(
  trans: TranslationBundle,
  { message, right }: IQuestionJudgement
): string {
  if (right || !message) {
    return right ? trans.__('Right.') : trans.__('Not yet.');
  }
  // The key of the question is next to it.
  const words = translate(trans, message).replace(/^q\d+\s*[:：]\s*/, '');
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
