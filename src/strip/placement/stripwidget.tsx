/**
 * Widget that shows a strip inside a cell.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { MarkdownComponent } from '../../components/markdown';
import { nextExercise } from '../../models/nextexercise';
import { canCheck, cellProblemText } from '../../notebook/cellproblem';
import type { CellProblem } from '../../notebook/cellproblem';
import { CellWidget } from '../../notebook/cellwidget';
import { sectionPlace } from '../../notebook/sections';
import type { ICourseModel, ICourseOpener } from '../../tokens';
import type { IMilestone } from '../components/milestone';
import { Strip } from '../components/strip';
import type { ICellProblemNote } from '../components/strip';
import type { StripModel } from '../models/strip';

/** Options of the widget. */
export interface IStripWidgetOptions {
  model: StripModel;
  course: ICourseModel;
  opener: ICourseOpener;
  /** Opens the menu of an exercise below a button. */
  openMenu: (exercise: string, button: HTMLElement) => void;
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}

/** One view of a strip. */
export class StripWidget extends CellWidget {
  /** @param options - Models to show and actions to call. */
  constructor(private readonly options: IStripWidgetOptions) {
    super();
    const { course, model } = options;
    this.addClass('jp-homl-Strip');
    this.node.setAttribute('role', 'group');
    this.node.dataset.exercise = model.exercise;
    model.changed.connect(this.update, this);
    course.changed.connect(this.update, this);
    course.changed.connect(this._label, this);
    this._label();
  }

  /** Id of the exercise. */
  get exercise(): string {
    return this.options.model.exercise;
  }

  /** The problem with the exercise's cells; null if there is none. */
  get cellProblem(): CellProblem | null {
    return this._cellProblem;
  }
  set cellProblem(value: CellProblem | null) {
    if (JSON.stringify(value) !== JSON.stringify(this._cellProblem)) {
      this._cellProblem = value;
      this.update();
    }
  }

  /** Whether there is a form above the answer. */
  set hasForm(value: boolean) {
    if (value !== this._hasForm) {
      this._hasForm = value;
      this.update();
    }
  }

  /** Disconnect from the models and dispose of the node. */
  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    const { course, model } = this.options;
    model.changed.disconnect(this.update, this);
    course.changed.disconnect(this.update, this);
    course.changed.disconnect(this._label, this);
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
        milestone={this._milestone()}
        cellProblem={this._cellProblemNote()}
        hasForm={this._hasForm}
        answer={() => model.answer}
        warming={course.state.engine.warming.length > 0}
        actions={{
          check: () => void model.check(),
          cancel: () => void model.cancel(),
          showHints: () => void model.showHints(),
          openHint: () => void model.openHint(),
          hideHints: () => model.hideHints(),
          stuck: () => void model.openHintNow(),
          showSolution: () => void model.showSolution(),
          hideSolution: () => model.hideSolution(),
          rate: given => void model.rate(given),
          showHistory: before => void model.showHistory(before),
          hideHistory: () => model.hideHistory(),
          compare: attempt => void model.compare(attempt),
          restoreAttempt: attempt => void model.restoreAttempt(attempt),
          repairCells: () => void model.repairCells(),
          openNext: next =>
            lesson && void opener.open(lesson.id, 'exercises', next),
          goOn: () => {
            const step = course.state.course?.continue;
            if (step) {
              void opener.open(
                step.lesson,
                step.notebook,
                step.exercise,
                step.section
              );
            }
          },
          openSection: section =>
            lesson &&
            void opener.open(
              lesson.id,
              'lesson',
              null,
              sectionPlace(lesson, section)
            ),
          openMenu: button => openMenu(id, button)
        }}
        Markdown={Markdown}
        trans={trans}
      />
    );
  }

  /** Name the strip; the exercise's number is known once the course is. */
  private _label(): void {
    const { course, model, trans } = this.options;
    const name = course.exercise(model.exercise)?.number ?? model.exercise;
    this.node.setAttribute(
      'aria-label',
      trans.__('Check for exercise %1', name)
    );
  }

  private _milestone(): IMilestone | null {
    const { course, model } = this.options;
    const kind = model.state.milestone;
    const lesson = course.lessonOf(model.exercise);
    if (!kind || !lesson) {
      return null;
    }
    const step = course.state.course?.continue;
    const next = step && course.lesson(step.lesson);
    return { kind, lesson, next: next && next !== lesson ? next : null };
  }

  private _cellProblemNote(): ICellProblemNote | null {
    const condition = this._cellProblem;
    return (
      condition && {
        text: cellProblemText(this.options.trans, condition),
        canCheck: canCheck(condition)
      }
    );
  }

  private _cellProblem: CellProblem | null = null;
  private _hasForm = false;
}
