/**
 * A question and the controls that it is answered with; both a session and a fast track ask so.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Sentence, Icon } from '../components/basics';
import type { MarkdownComponent } from '../components/markdown';
import { failedIcon, passedIcon } from '../icons';
import { translateText } from '../i18n';
import { numberOf } from './draft';
import type { IDraft } from './draft';
import type { IJudgement, IReviewItem } from './documents';

/** What is asked, in the person's language; a card of the learner's own as it was written. */
export function questionText(
  trans: TranslationBundle,
  item: IReviewItem
): string {
  return item.lesson === null
    ? item.question
    : translateText(trans, item.question);
}

/** What the controls need. */
export interface IControlsProps {
  item: IReviewItem;
  draft: IDraft;
  write: (draft: Partial<IDraft>) => void;
  /** Whether the answer is given already. */
  locked: boolean;
  trans: TranslationBundle;
}

/** Choices, or a field for a number. */
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
              // Disabling it would drop the focus.
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

/** Whether an answer was right, what is right, and why. */
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
