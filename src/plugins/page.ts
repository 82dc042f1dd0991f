/**
 * Plugin for the course page in the main area.
 */
import { ILayoutRestorer } from '@jupyterlab/application';
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import {
  ICommandPalette,
  MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';
import { ILauncher } from '@jupyterlab/launcher';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { CommandIDs } from '../commands';
import { TabbedWidget } from '../components/tabbedwidget';
import { Dates } from '../dates';
import { roadIcon } from '../icons';
import { CourseTabs } from '../models/tabs';
import { pageTabs } from '../page/tabs';
import { ReviewCommandIDs } from '../review/commands';
import { RoadApi } from '../road/api';
import { markAction } from '../road/markcommand';
import { ICourseModel, ICourseOpener, ICoursePage } from '../tokens';
import type { ICourseTabs } from '../tokens';
import { DOMAIN } from './ids';

/** Id of the page in the shell. */
const PAGE_ID = 'jp-homl-page';

/** Shows the course page in the main area. */
export const page: JupyterFrontEndPlugin<ICourseTabs> = {
  id: 'jupyterlab-homl:page',
  description: 'Shows the course as a page in the main area.',
  autoStart: true,
  provides: ICoursePage,
  requires: [ICourseModel, ICourseOpener],
  optional: [ITranslator, ILauncher, ICommandPalette, ILayoutRestorer],
  activate: (
    app,
    course: ICourseModel,
    opener: ICourseOpener,
    translator: ITranslator | null,
    launcher: ILauncher | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ) => {
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const label = trans.__('Hands-On ML course');
    const tabs = new CourseTabs();
    const api = new RoadApi(app.serviceManager.serverSettings);
    const dates = new Dates((translator ?? nullTranslator).languageCode);
    const mark = markAction(api, course, trans);
    const startReview = (): void =>
      void app.commands.execute(ReviewCommandIDs.startReview);
    pageTabs({
      api,
      course,
      opener,
      mark,
      startReview,
      dates,
      trans
    }).forEach(tab => tabs.add(tab));
    const tracker = new WidgetTracker<MainAreaWidget<TabbedWidget>>({
      namespace: PAGE_ID
    });
    const make = (): MainAreaWidget<TabbedWidget> => {
      const content = new TabbedWidget({
        id: `${PAGE_ID}-content`,
        label,
        tabs,
        trans
      });
      content.addClass('jp-homl-Page');
      content.shown.connect(() => void course.refreshIfStale(), content);
      const widget = new MainAreaWidget({ content });
      // `MainAreaWidget` clears the content's label.
      content.node.setAttribute('aria-label', label);
      widget.id = PAGE_ID;
      widget.title.label = label;
      widget.title.icon = roadIcon;
      widget.title.closable = true;
      return widget;
    };
    app.commands.addCommand(CommandIDs.openPage, {
      label: args =>
        args.isLauncher
          ? trans.__('The course')
          : trans.__('Open the course page'),
      caption: trans.__('A map of the road, your progress, skills and more'),
      icon: roadIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            tab: {
              type: 'string',
              description: trans.__(
                'The tab to show: road, progress, skills, editions, paths or files'
              )
            }
          }
        }
      },
      execute: async args => {
        if (typeof args.tab === 'string') {
          tabs.show(args.tab);
        }
        const widget = tracker.currentWidget ?? make();
        if (!widget.isAttached) {
          app.shell.add(widget, 'main');
          await tracker.add(widget);
        }
        app.shell.activateById(widget.id);
      }
    });
    void restorer?.restore(tracker, {
      command: CommandIDs.openPage,
      name: () => 'course'
    });
    const category = trans.__('Hands-On ML');
    palette?.addItem({ command: CommandIDs.openPage, category });
    launcher?.add({
      command: CommandIDs.openPage,
      args: { isLauncher: true },
      category,
      rank: 0
    });
    return tabs;
  }
};
