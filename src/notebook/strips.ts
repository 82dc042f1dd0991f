/**
 * The strips' models: one per exercise and open notebook, shared by all its views.
 */
import type { Contents } from '@jupyterlab/services';

import { StripModel } from '../models/strip';
import type { ICourseModel, IHomlApi } from '../tokens';
import { CourseNotebook } from './document';
import type { NotebookContext } from './document';

/** What the models work with. */
export interface IStripModelsOptions {
  api: IHomlApi;
  course: ICourseModel;
  contents: Pick<Contents.IManager, 'localPath'>;
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
    let models = this._models.get(context);
    if (!models) {
      models = new Map();
      this._models.set(context, models);
      context.disposed.connect(this._onClosed, this);
    }
    let model = models.get(exercise);
    if (!model) {
      const { api, contents, course } = this.options;
      const notebook = new CourseNotebook(context, contents, lesson);
      model = new StripModel({ api, course, notebook, exercise });
      models.set(exercise, model);
    }
    return model;
  }

  private _onClosed(context: NotebookContext): void {
    context.disposed.disconnect(this._onClosed, this);
    this._models.get(context)?.forEach(model => model.dispose());
    this._models.delete(context);
  }

  private _models = new Map<NotebookContext, Map<string, StripModel>>();
}
