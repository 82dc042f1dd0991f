/**
 * The strips' models: one per exercise and open notebook, shared by all its views.
 */
import type { Contents } from '@jupyterlab/services';
import { Token } from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { IAnswersApi } from '../../answers/api';
import { LessonMemory } from '../../answers/memory';
import { StripModel } from '../models/strip';
import type { ICourseModel, IHomlApi } from '../../tokens';
import { CourseNotebook } from '../../notebook/coursenotebook';
import type { NotebookContext } from '../../notebook/coursenotebook';

/** What the models work with. */
export interface IStripModelsOptions {
  api: IHomlApi;
  answers: IAnswersApi;
  course: ICourseModel;
  contents: Pick<Contents.IManager, 'localPath'>;
}

/** An open notebook with what is remembered of it. */
export interface IOpenNotebook {
  memory: LessonMemory;
  notebook: CourseNotebook;
}

interface IKept extends IOpenNotebook {
  models: Map<string, StripModel>;
  again: () => void;
}

/** Makes the models and keeps them as long as their notebook is open. */
export class StripModels {
  /**
   * @param options - What the models work with.
   */
  constructor(private readonly options: IStripModelsOptions) {}

  /**
   * The model of an exercise in a notebook.
   *
   * @param context - The notebook.
   * @param lesson - The lesson that it belongs to.
   * @param exercise - The exercise's id.
   */
  get(context: NotebookContext, lesson: string, exercise: string): StripModel {
    const { models, memory, notebook } = this._of(context, lesson);
    let model = models.get(exercise);
    if (!model) {
      const { answers, api, course } = this.options;
      model = new StripModel({ api, answers, course, notebook, exercise });
      const known = memory.of(exercise);
      if (known) {
        model.remember(known);
      }
      model.changed.connect(() => this._changed.emit(), this);
      models.set(exercise, model);
    }
    return model;
  }

  /** Emitted after every change of any of them. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The exercise of a notebook that is being checked; null where none is. */
  checking(context: NotebookContext): string | null {
    for (const [exercise, { state }] of this._kept.get(context)?.models ?? []) {
      if (state.check.kind === 'running') {
        return exercise;
      }
    }
    return null;
  }

  /** What was handed out and answered of a notebook's exercises, and the notebook itself. */
  of(context: NotebookContext, lesson: string): IOpenNotebook {
    return this._of(context, lesson);
  }

  private _of(context: NotebookContext, lesson: string): IKept {
    let kept = this._kept.get(context);
    if (!kept) {
      const { answers, contents, course } = this.options;
      const models = new Map<string, StripModel>();
      const memory = new LessonMemory(answers, lesson);
      const notebook = new CourseNotebook(context, contents, lesson);
      const again = (): void => {
        if (course.state.course && !course.state.failure) {
          void memory.load();
        }
      };
      kept = { models, memory, notebook, again };
      this._kept.set(context, kept);
      memory.loaded.connect(() =>
        models.forEach((model, exercise) => {
          const known = memory.of(exercise);
          if (known) {
            model.remember(known);
          }
        })
      );
      void memory.load();
      // Where the server was away: it is back once the course could be fetched.
      course.changed.connect(again);
      context.disposed.connect(this._onClosed, this);
    }
    return kept;
  }

  private _onClosed(context: NotebookContext): void {
    context.disposed.disconnect(this._onClosed, this);
    const kept = this._kept.get(context);
    if (kept) {
      this.options.course.changed.disconnect(kept.again);
      Signal.clearData(kept.memory);
      kept.models.forEach(model => model.dispose());
      this._kept.delete(context);
    }
  }

  private _changed = new Signal<this, void>(this);
  private _kept = new Map<NotebookContext, IKept>();
}

/** The strips' models, for what else stands around a notebook. */
export const IStripModels = new Token<StripModels>(
  'jupyterlab-homl:IStripModels',
  'The models of the strips under answer cells.'
);
