/**
 * A view of a strip, to be put into a cell.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { MarkdownComponent } from '../../components/markdown';
import { Strip } from '../components/strip';
import type { ICellsNote } from '../components/strip';
import { nextExercise } from '../../models/next';
import type { StripModel } from '../models/strip';
import type { ICourseModel, ICourseOpener } from '../../tokens';
import { CellWidget } from '../../notebook/cellwidget';
import { conditionWords, hasAnswer } from '../../notebook/condition';
import type { Condition } from '../../notebook/condition';

/** What a view needs. */
export interface IStripWidgetOptions {
  model: StripModel;
  course: ICourseModel;
  opener: ICourseOpener;
  /** Opens the menu of an exercise below a button. */
  openMenu: (exercise: string, button: HTMLElement) => void;
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}

/** One view of one strip. */
export class StripWidget extends CellWidget {
  /**
   * @param options - What the view shows and calls.
   */
  constructor(private readonly options: IStripWidgetOptions) {
    super();
    const { course, model, trans } = options;
    this.addClass('jp-homl-Strip');
    this.node.setAttribute('role', 'group');
    this.node.setAttribute(
      'aria-label',
      trans.__('Check of exercise %1', model.exercise)
    );
    this.node.dataset.exercise = model.exercise;
    model.changed.connect(this.update, this);
    course.changed.connect(this.update, this);
  }

  /** The exercise's id. */
  get exercise(): string {
    return this.options.model.exercise;
  }

  /** What is wrong with the exercise's cells; null where all is well. */
  get condition(): Condition | null {
    return this._condition;
  }
  set condition(value: Condition | null) {
    if (JSON.stringify(value) !== JSON.stringify(this._condition)) {
      this._condition = value;
      this.update();
    }
  }

  /** Let go of the model and the node. */
  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    const { course, model } = this.options;
    model.changed.disconnect(this.update, this);
    course.changed.disconnect(this.update, this);
    super.dispose();
  }

  protected override render(): JSX.Element {
    const { course, Markdown, model, openMenu, opener, trans } = this.options;
    const id = model.exercise;
    const lesson = course.lessonOf(id);
    return (
      <Strip
        state={model.state}
        exercise={course.exercise(id)}
        next={lesson ? nextExercise(lesson, id) : null}
        cells={this._cells()}
        answer={() => model.answer}
        warming={course.state.engine.warming.length > 0}
        actions={{
          check: () => void model.check(),
          cancel: () => void model.cancel(),
          showHints: () => void model.showHints(),
          openHint: () => void model.openHint(),
          hideHints: () => model.hideHints(),
          stuck: () => void model.stuck(),
          showSolution: () => void model.showSolution(),
          hideSolution: () => model.hideSolution(),
          rate: given => void model.rate(given),
          showHistory: () => void model.showHistory(),
          hideHistory: () => model.hideHistory(),
          compare: attempt => void model.compare(attempt),
          restoreAttempt: attempt => void model.restoreAttempt(attempt),
          putInOrder: () => void model.putInOrder(),
          openNext: next =>
            lesson && void opener.open(lesson.id, 'exercises', next),
          openMenu: button => openMenu(id, button)
        }}
        Markdown={Markdown}
        trans={trans}
      />
    );
  }

  private _cells(): ICellsNote | null {
    const condition = this._condition;
    return (
      condition && {
        words: conditionWords(this.options.trans, condition),
        checkable: hasAnswer(condition)
      }
    );
  }

  private _condition: Condition | null = null;
}
