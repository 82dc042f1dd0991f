/**
 * Widget with the quiz form above the text of an answer cell; form and text stay in sync.
 */
import type { ICellModel } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IQuestion } from '../answers/documents';
import { CellWidget } from '../notebook/cellwidget';
import { choicesIn, withChoice } from './choices';
import { QuizForm } from './quizform';

/** Makes the radio groups unique when a notebook is open in two views. */
let count = 0;

/** The quiz form of one cell. */
export class QuizWidget extends CellWidget {
  /**
   * @param cell - The answer cell.
   * @param questions - The questions of the quiz.
   * @param trans - The translation bundle.
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

  /** Disconnect from the cell. */
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
