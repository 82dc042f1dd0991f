/**
 * A question of a lesson that is answered before a cell is run, drawn without the kernel.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote, Sentence } from '../components/basics';
import { failedIcon, passedIcon } from '../icons';
import { CellWidget } from '../notebook/cellwidget';
import { problemOf } from '../request';
import type { Problem } from '../request';
import type { IPrediction } from './documents';

/** Makes the radio groups unique when a notebook is open in two views. */
let count = 0;

/** The question of one cell. */
export class PredictionForm extends CellWidget {
  /**
   * @param prediction - The question, with the learner's last choice.
   * @param save - Stores a choice; returns what is said about it.
   * @param trans - The translation bundle.
   */
  constructor(
    private prediction: IPrediction,
    private readonly save: (choice: number) => Promise<IPrediction>,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-homl-Quiz');
    this.addClass('jp-homl-Prediction');
  }

  protected override render(): JSX.Element {
    const { prediction, trans, _chosen: chosen, _problem: problem } = this;
    const { choices, question, right } = prediction;
    return (
      <>
        <fieldset>
          <legend>
            <strong>{trans.__('Predict')}</strong>
            <span>
              <Sentence text={question} />
            </span>
          </legend>
          <div className="jp-homl-Quiz-options">
            {choices.map((text, choice) => (
              <label key={choice}>
                <input
                  type="radio"
                  name={this._name}
                  checked={(chosen ?? prediction.chosen) === choice}
                  onChange={() => void this._choose(choice)}
                />
                <span>
                  <Sentence text={text} />
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <p className="jp-homl-Quiz-verdict" role="status">
          {right !== null && chosen === null && (
            <>
              <Icon icon={right ? passedIcon : failedIcon} />
              <span>{replyText(trans, prediction)}</span>
            </>
          )}
        </p>
        {problem && (
          <ProblemNote
            problem={problem}
            retry={
              chosen === null ? undefined : () => void this._choose(chosen)
            }
            trans={trans}
          />
        )}
      </>
    );
  }

  private async _choose(choice: number): Promise<void> {
    this._chosen = choice;
    this._problem = null;
    this.update();
    try {
      const answered = await this.save(choice);
      if (this._chosen === choice) {
        this.prediction = answered;
        this._chosen = null;
      }
    } catch (reason) {
      this._problem = problemOf(reason);
    }
    this.update();
  }

  /** The choice that is being stored; null if the last one is. */
  private _chosen: number | null = null;
  private _problem: Problem | null = null;
  private readonly _name = `jp-homl-prediction-${count++}`;
}

/** What is said about a choice. */
export function replyText(
  trans: TranslationBundle,
  { reason, right }: Pick<IPrediction, 'reason' | 'right'>
): string {
  const compare = trans.__('Run the cell below and compare.');
  return right
    ? trans.__('Yes. %1', reason ?? '')
    : trans.__('Not quite. %1', reason ?? compare);
}
