/**
 * Plugin for the page about a class, for instructors.
 */
import { ILayoutRestorer } from '@jupyterlab/application';
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import {
  ICommandPalette,
  MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';
import { URLExt } from '@jupyterlab/coreutils';
import { ILauncher } from '@jupyterlab/launcher';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import { ClassApi } from '../classroom/api';
import { CommandIDs } from '../commands';
import { Dates } from '../dates';
import { roadIcon } from '../icons';
import { ICourseModel, ICourseNotices } from '../tokens';
import { DOMAIN } from './ids';

/** Id of the page in the shell. */
const PAGE_ID = 'jp-homl-class';

/** Loaded when the page is first opened. */
const ClassPage = React.lazy(async () => ({
  default: (await import('../classroom/page')).ClassPage
}));

/** Shows the class to instructors: in the launcher, in the panel and in the main area. */
export const classroom: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:classroom',
  description: 'Shows instructors their class and its assignments.',
  autoStart: true,
  requires: [ICourseModel],
  optional: [
    ITranslator,
    ICourseNotices,
    ILauncher,
    ICommandPalette,
    ILayoutRestorer
  ],
  activate: (
    app,
    course: ICourseModel,
    translator: ITranslator | null,
    notices: ICourseNotices | null,
    launcher: ILauncher | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ) => {
    const { commands, serviceManager, shell } = app;
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const api = new ClassApi(serviceManager.serverSettings);
    const dates = new Dates((translator ?? nullTranslator).languageCode);
    const { baseUrl } = serviceManager.serverSettings;
    const tracker = new WidgetTracker<MainAreaWidget>({ namespace: PAGE_ID });
    const make = (): MainAreaWidget => {
      const content = ReactWidget.create(
        <React.Suspense fallback={<p role="status">{trans.__('Loading…')}</p>}>
          <ClassPage
            api={api}
            formgrader={URLExt.join(baseUrl, 'formgrader')}
            dates={dates}
            trans={trans}
          />
        </React.Suspense>
      );
      content.addClass('jp-homl-Surface');
      content.addClass('jp-homl-Class');
      const widget = new MainAreaWidget({ content });
      widget.id = PAGE_ID;
      widget.title.label = trans.__('Class');
      content.node.setAttribute('role', 'region');
      content.node.setAttribute('aria-label', widget.title.label);
      widget.title.icon = roadIcon;
      widget.title.closable = true;
      return widget;
    };
    const teaches = (): boolean => course.state.course?.instructor ?? false;
    commands.addCommand(CommandIDs.openClass, {
      label: args =>
        args.isLauncher ? trans.__('Class') : trans.__('Open the class'),
      caption: trans.__(
        'Assignments, submissions, and where learners are stuck'
      ),
      icon: roadIcon,
      isEnabled: teaches,
      isVisible: teaches,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: async () => {
        const widget = tracker.currentWidget ?? make();
        if (!widget.isAttached) {
          shell.add(widget, 'main');
          await tracker.add(widget);
        }
        shell.activateById(widget.id);
      }
    });
    void restorer?.restore(tracker, {
      command: CommandIDs.openClass,
      name: () => 'class'
    });
    const category = trans.__('Hands-On ML');
    palette?.addItem({ command: CommandIDs.openClass, category });
    const offer = (): void => {
      if (!teaches()) {
        return;
      }
      course.changed.disconnect(offer);
      commands.notifyCommandChanged(CommandIDs.openClass);
      launcher?.add({
        command: CommandIDs.openClass,
        args: { isLauncher: true },
        category,
        rank: 1
      });
      notices?.add({
        id: 'class',
        render: () => (
          <p className="jp-homl-Class-notice">
            {trans.__('You teach this course.')}{' '}
            <button
              type="button"
              className="jp-homl-LinkButton"
              onClick={() => void commands.execute(CommandIDs.openClass)}
            >
              {trans.__('Open the class')}
            </button>
          </p>
        )
      });
    };
    course.changed.connect(offer);
    offer();
  }
};
