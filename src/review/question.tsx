/**
 * Controls for answering a question, and the feedback on the answer; used by review sessions and
 * fast tracks.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, Sentence } from '../components/basics';
import type { MarkdownComponent } from '../components/markdown';
import { translateText } from '../i18n';
import { failedIcon, passedIcon } from '../icons';
import type { IJudgement, IReviewItem } from './documents';
import { numberOf } from './draft';
import type { IDraft } from './draft';

/** Translated text of a question; the learner's own cards are not translated. */
export function questionText(
  trans: TranslationBundle,
  item: IReviewItem
): string {
  return item.lesson === null
    ? item.question
    : translateText(trans, item.question);
}

/** Props of the controls. */
export interface IControlsProps {
  item: IReviewItem;
  draft: IDraft;
  write: (draft: Partial<IDraft>) => void;
  /** Whether the answer has been submitted. */
  locked: boolean;
  trans: TranslationBundle;
}

/** Options to choose from, or a number field. */
export function Controls(props: IControlsProps): JSX.Element | null {
  switch (props.item.kind) {
    case 'choice':
      return <Choices {...props} />;
    case 'number':
      return <NumberField {...props} />;
    case 'card':
      return null;
  }
}

function Choices(props: IControlsProps): JSX.Element {
  const { draft, item, locked, trans, write } = props;
  return (
    <fieldset className="jp-homl-Choices" aria-disabled={locked}>
      <legend className="jp-homl-VisuallyHidden">{trans.__('Choices')}</legend>
      {item.options.map(option => (
        <label key={option.id} className="jp-homl-Choice">
          <input
            type="radio"
            name={`jp-homl-${item.id}`}
            checked={draft.choice === option.id}
            aria-disabled={locked}
            onChange={() => {
              // Disabling the input would lose the focus.
              if (!locked) {
                write({ choice: option.id });
              }
            }}
          />
          <span>
            <span className="jp-homl-Choice-letter">{option.id}</span>{' '}
            <Sentence text={translateText(trans, option.text)} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function NumberField(props: IControlsProps): JSX.Element {
  const { draft, item, locked, trans, write } = props;
  const id = `jp-homl-number-${item.id}`;
  const odd = draft.text.trim() !== '' && numberOf(draft.text) === null;
  return (
    <p className="jp-homl-Number">
      <label htmlFor={id}>{trans.__('Your number')}</label>{' '}
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        className="jp-mod-styled"
        value={draft.text}
        readOnly={locked}
        aria-invalid={odd}
        aria-describedby={`${id}-note`}
        onChange={event => write({ text: event.target.value })}
      />
      <span id={`${id}-note`} role="status">
        {odd && trans.__('Enter a number such as 0.25 or 1/4.')}
      </span>
    </p>
  );
}

/** Whether the answer was correct, the correct answer, and an explanation. */
export function Judgement(props: {
  judgement: IJudgement;
  kind: IReviewItem['kind'];
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}): JSX.Element {
  const { judgement, kind, Markdown, trans } = props;
  const { expected, right, why, words } = judgement;
  return (
    <div className="jp-homl-Judgement">
      {kind !== 'card' && (
        <p className="jp-homl-Judgement-head">
          <Icon icon={right ? passedIcon : failedIcon} />
          <span>
            {right ? (
              trans.__('Correct')
            ) : (
              <Sentence
                text={trans.__(
                  'Not quite. The answer is %1',
                  translateText(trans, expected)
                )}
              />
            )}
          </span>
        </p>
      )}
      {words && (
        <p>
          <Sentence text={translateText(trans, words)} />
        </p>
      )}
      {kind !== 'card' && <Markdown source={translateText(trans, why)} />}
    </div>
  );
}
