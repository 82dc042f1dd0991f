/**
 * Plugins without user interface: the API client, the course model, the opener.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { HomlApi } from '../api';
import { addCourseCommands } from '../commands';
import { CourseModel } from '../models/course';
import { parseEngineEvent } from '../models/engine';
import { placeBeside } from '../navigation/beside';
import { chooseNotebook } from '../navigation/choosenotebook';
import { CourseOpener } from '../navigation/courseopener';
import { ICourseModel, ICourseOpener, IHomlApi } from '../tokens';
import { DOMAIN, ENGINE_EVENT, PANEL_PLUGIN, PROGRESS_EVENT } from './ids';

/** Provides the client of the server extension. */
export const api: JupyterFrontEndPlugin<IHomlApi> = {
  id: 'jupyterlab-homl:api',
  description: 'Speaks to the Hands-On ML server extension.',
  autoStart: true,
  provides: IHomlApi,
  activate: app => new HomlApi(app.serviceManager.serverSettings)
};

/** Provides the course model and updates it on progress and engine events. */
export const course: JupyterFrontEndPlugin<ICourseModel> = {
  id: 'jupyterlab-homl:course',
  description: 'Keeps the course and the progress in it.',
  autoStart: true,
  requires: [IHomlApi],
  provides: ICourseModel,
  activate: (app, homl: IHomlApi) => {
    const model = new CourseModel(homl);
    app.serviceManager.events.stream.connect((_, event) => {
      if (event.schema_id.startsWith(PROGRESS_EVENT)) {
        model.refreshAfterEvent();
      } else if (event.schema_id.startsWith(ENGINE_EVENT)) {
        const news = parseEngineEvent(event);
        if (news) {
          model.applyEngineEvent(news);
        }
      }
    }, model);
    // Events that were missed during a broken connection are not sent again.
    app.serviceManager.connectionFailure.connect(
      () => void model.refresh(),
      model
    );
    return model;
  }
};

/** Provides the opener and registers the course commands. */
export const opener: JupyterFrontEndPlugin<ICourseOpener> = {
  id: 'jupyterlab-homl:opener',
  description: 'Opens lessons and leads to exercises.',
  autoStart: true,
  requires: [IHomlApi, ICourseModel, IDocumentManager, INotebookTracker],
  optional: [ITranslator, ISettingRegistry],
  provides: ICourseOpener,
  activate: (
    app,
    homl: IHomlApi,
    model: ICourseModel,
    documents: IDocumentManager,
    tracker: INotebookTracker,
    translator: ITranslator | null,
    registry: ISettingRegistry | null
  ) => {
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    let settings: ISettingRegistry.ISettings | null = null;
    void registry?.load(PANEL_PLUGIN).then(
      loaded => {
        settings = loaded;
      },
      () => undefined
    );
    const courseOpener = new CourseOpener({
      api: homl,
      course: model,
      documents,
      tracker,
      choose: async (id, files) => {
        const lesson = model.lesson(id);
        return lesson ? chooseNotebook(trans, lesson, files) : files[0].path;
      },
      place: (lesson, notebook) => {
        const isWanted = settings?.get('sideBySide').composite !== false;
        const visible = isWanted
          ? tracker.filter(panel => panel.isVisible)
          : [];
        return placeBeside(visible, lesson, notebook);
      },
      trans
    });
    addCourseCommands({
      commands: app.commands,
      course: model,
      opener: courseOpener,
      trans
    });
    return courseOpener;
  }
};
