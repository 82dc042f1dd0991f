/**
 * Registry of the strips' models: one per exercise and open notebook, shared by all views.
 */
import type { Contents } from '@jupyterlab/services';
import { Token } from '@lumino/coreutils';
import { Debouncer } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { IAnswersApi } from '../../answers/api';
import { LessonAnswers } from '../../answers/lessonanswers';
import { CourseNotebook } from '../../notebook/coursenotebook';
import type { NotebookContext } from '../../notebook/coursenotebook';
import type { ICourseModel, IHomlApi } from '../../tokens';
import { StripModel } from '../models/strip';

/** How long after an edit an answer is compared with the one checked last, in milliseconds. */
const COMPARE_MS = 200;

/** Dependencies of the models. */
export interface IStripModelsOptions {
  api: IHomlApi;
  answers: IAnswersApi;
  course: ICourseModel;
  contents: Pick<Contents.IManager, 'localPath'>;
}

/** An open notebook and the earlier answers to its exercises. */
export interface IOpenNotebook {
  lessonAnswers: LessonAnswers;
  notebook: CourseNotebook;
}

interface INotebookEntry extends IOpenNotebook {
  models: Map<string, StripModel>;
  reload: () => void;
}

/** Creates the models and keeps them while their notebook is open. */
export class StripModels {
  /** @param options - Dependencies of the models. */
  constructor(private readonly options: IStripModelsOptions) {}

  /**
   * The model of an exercise in a notebook.
   *
   * @param context - Document context of the notebook.
   * @param lesson - Id of the lesson.
   * @param exercise - Id of the exercise.
   */
  get(context: NotebookContext, lesson: string, exercise: string): StripModel {
    const { lessonAnswers, models, notebook } = this._entry(context, lesson);
    let model = models.get(exercise);
    if (!model) {
      const { answers, api, course } = this.options;
      model = new StripModel({ api, answers, course, notebook, exercise });
      const known = lessonAnswers.of(exercise);
      if (known) {
        model.applyAnswers(known);
      }
      model.changed.connect(() => this._changed.emit(), this);
      models.set(exercise, model);
    }
    return model;
  }

  /** Emitted when any of the models changes. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Id of the exercise that is being checked in a notebook; null if there is none. */
  checking(context: NotebookContext): string | null {
    for (const [exercise, { state }] of this._notebooks.get(context)?.models ??
      []) {
      if (state.check.kind === 'running') {
        return exercise;
      }
    }
    return null;
  }

  /** An open notebook and the earlier answers to its exercises. */
  openNotebook(context: NotebookContext, lesson: string): IOpenNotebook {
    return this._entry(context, lesson);
  }

  private _entry(context: NotebookContext, lesson: string): INotebookEntry {
    let entry = this._notebooks.get(context);
    if (!entry) {
      const { answers, contents, course } = this.options;
      const models = new Map<string, StripModel>();
      const lessonAnswers = new LessonAnswers(answers, lesson);
      const notebook = new CourseNotebook(context, contents);
      const reload = (): void => {
        if (course.state.course && !course.state.failure) {
          void lessonAnswers.load();
        }
      };
      entry = { lessonAnswers, models, notebook, reload };
      this._notebooks.set(context, entry);
      lessonAnswers.loaded.connect(() =>
        models.forEach((model, exercise) => {
          const known = lessonAnswers.of(exercise);
          if (known) {
            model.applyAnswers(known);
          }
        })
      );
      void lessonAnswers.load();
      // Not on every key that is pressed.
      const compare = new Debouncer(() => {
        notebook.answers(models.keys()).forEach((text, exercise) => {
          models.get(exercise)?.noteAnswer(text);
        });
      }, COMPARE_MS);
      notebook.changed.connect(() => void compare.invoke(), this);
      context.disposed.connect(() => compare.dispose(), this);
      // If the server was unreachable, it is back once the course can be fetched.
      course.changed.connect(reload);
      context.disposed.connect(this._onClosed, this);
    }
    return entry;
  }

  private _onClosed(context: NotebookContext): void {
    context.disposed.disconnect(this._onClosed, this);
    const entry = this._notebooks.get(context);
    if (entry) {
      this.options.course.changed.disconnect(entry.reload);
      Signal.clearData(entry.lessonAnswers);
      entry.models.forEach(model => model.dispose());
      this._notebooks.delete(context);
    }
  }

  private _changed = new Signal<this, void>(this);
  private _notebooks = new Map<NotebookContext, INotebookEntry>();
}

/** Token of the models, for other features around a notebook. */
export const IStripModels = new Token<StripModels>(
  'jupyterlab-homl:IStripModels',
  'The models of the strips under answer cells.'
);
