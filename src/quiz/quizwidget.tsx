/**
 * The form of a quiz in its answer cell, above the text; both follow each other.
 */
import type { ICellModel } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IQuestion } from '../answers/documents';
import { CellWidget } from '../notebook/cellwidget';
import { choicesIn, withChoice } from './choices';
import { QuizForm } from './quizform';

/** Makes the names of the groups unique where a notebook is shown twice. */
let count = 0;

/** The form. */
export class QuizWidget extends CellWidget {
  /**
   * @param cell - The answer cell.
   * @param questions - The quiz's questions.
   * @param trans - The translator.
   */
  constructor(
    private readonly cell: ICellModel,
    private readonly questions: IQuestion[],
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-homl-Quiz');
    cell.contentChanged.connect(this.update, this);
  }

  /** Let go of the cell. */
  override dispose(): void {
    if (!this.isDisposed) {
      this.cell.contentChanged.disconnect(this.update, this);
      super.dispose();
    }
  }

  protected override render(): JSX.Element {
    const { sharedModel } = this.cell;
    const keys = this.questions.map(({ key }) => key);
    return (
      <QuizForm
        questions={this.questions}
        choices={choicesIn(sharedModel.getSource(), keys)}
        choose={(key, choice) => {
          const source = sharedModel.getSource();
          sharedModel.setSource(withChoice(source, keys, key, choice));
        }}
        name={this._name}
        trans={this.trans}
      />
    );
  }

  private readonly _name = `jp-homl-quiz-${count++}`;
}
