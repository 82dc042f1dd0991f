/**
 * Plugin for what every course notebook gets when it is opened: its tab's title, its
 * style, its kernel and how errors are shown.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { giveCourseKernel } from '../navigation/coursekernel';
import { TabTitles } from '../navigation/tabtitle';
import { foldTracebacks } from '../notebook/cellerror';
import { notebookInfo } from '../notebook/metadata';
import { ICourseModel } from '../tokens';
import { DOMAIN } from './ids';

/** Titles the tabs of course notebooks and gives fetched ones the course's kernel. */
export const notebooks: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:notebooks',
  description: 'Gives course notebooks their titles and their kernel.',
  autoStart: true,
  requires: [ICourseModel, INotebookTracker],
  optional: [ITranslator],
  activate: (
    app,
    course: ICourseModel,
    tracker: INotebookTracker,
    translator: ITranslator | null
  ) => {
    const { kernelspecs } = app.serviceManager;
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const titles = new TabTitles({ course, trans });
    const attach = (panel: NotebookPanel): void => {
      titles.watch(panel);
      foldTracebacks(panel, trans);
      void panel.context.ready.then(() => {
        if (notebookInfo(panel.content.model?.getMetadata('homl'))) {
          panel.addClass('jp-homl-mod-course');
        }
      });
      // Without the course's kernel, the notebook keeps its own.
      giveCourseKernel(panel, kernelspecs).catch(() => undefined);
    };
    tracker.forEach(attach);
    tracker.widgetAdded.connect((_, panel) => attach(panel), titles);
  }
};
