/**
 * Widget with the quiz form above the text of an answer cell; form and text stay in sync.
 */
import type { Cell, ICellModel } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

import type { IQuestion } from '../answers/documents';
import type { IVerdict } from '../documents';
import { CellWidget } from '../notebook/cellwidget';
import { choicesIn, withChoice } from './choices';
import { judgements } from './judgement';
import { QuizForm } from './quizform';
import { hideQuestions } from './statement';

/** Class of a cell whose code is hidden. */
const NO_CODE = 'jp-homl-mod-noCode';

/** Makes the radio groups unique when a notebook is open in two views. */
let count = 0;

/** The check of a quiz. */
export interface IQuizCheck {
  /** The last verdict, if it is known, and whether the answer has changed since. */
  readonly last: { verdict: IVerdict; edited: boolean } | null;
  /** Emitted when a check ends. */
  readonly changed: ISignal<unknown, void>;
}

/** Options of the widget. */
export interface IQuizWidgetOptions {
  /** The answer cell. */
  cell: ICellModel;
  /** Returns the cell of the statement, which may be created again. */
  statement: () => Cell | null;
  questions: IQuestion[];
  /** How many questions have to be right, if that is known. */
  needed: number | null;
  check: IQuizCheck;
  trans: TranslationBundle;
}

/** The quiz form of one cell. */
export class QuizWidget extends CellWidget {
  /** @param options - The cells, the questions and their check. */
  constructor(private readonly options: IQuizWidgetOptions) {
    super();
    const { cell, check } = options;
    this.addClass('jp-homl-Quiz');
    cell.contentChanged.connect(this.update, this);
    check.changed.connect(this.update, this);
  }

  /** Disconnect from the cells. */
  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    const { cell, check } = this.options;
    cell.contentChanged.disconnect(this.update, this);
    check.changed.disconnect(this.update, this);
    this._hidden?.questions.dispose();
    this.parent?.removeClass(NO_CODE);
    super.dispose();
  }

  protected override render(): JSX.Element {
    const { cell, check, needed, questions, trans } = this.options;
    const { sharedModel } = cell;
    const keys = questions.map(({ key }) => key);
    const choices = choicesIn(sharedModel.getSource(), keys);
    this._hideStatement(keys);
    this.parent?.toggleClass(NO_CODE, !this._codeShown);
    return (
      <QuizForm
        questions={questions}
        needed={check.last ? null : needed}
        choices={choices}
        judged={this._judged(choices)}
        choose={(key, choice) => {
          const source = sharedModel.getSource();
          sharedModel.setSource(withChoice(source, keys, key, choice));
        }}
        codeShown={this._codeShown}
        showCode={shown => {
          this._codeShown = shown;
          this.update();
        }}
        name={this._name}
        trans={trans}
      />
    );
  }

  /** Judgements of the questions whose choice is still the one that was checked. */
  private _judged(choices: ReadonlyMap<string, string | null>) {
    const { last } = this.options.check;
    if (last?.verdict !== this._checked?.verdict) {
      // After a reload it is not known which choices were checked, if they have changed since.
      this._checked = last && {
        verdict: last.verdict,
        choices: last.edited ? new Map() : choices
      };
    }
    const checked = this._checked;
    return new Map(
      [...judgements(checked?.verdict)].filter(
        ([key]) => checked?.choices.get(key) === choices.get(key)
      )
    );
  }

  private _hideStatement(keys: readonly string[]): void {
    const cell = this.options.statement();
    if (cell !== this._hidden?.cell) {
      this._hidden?.questions.dispose();
      this._hidden = cell && {
        cell,
        questions: hideQuestions(cell.node, keys)
      };
    }
  }

  private _checked: {
    verdict: IVerdict;
    choices: ReadonlyMap<string, string | null>;
  } | null = null;
  private _codeShown = false;
  private _hidden: { cell: Cell; questions: IDisposable } | null = null;
  private readonly _name = `jp-homl-quiz-${count++}`;
}
