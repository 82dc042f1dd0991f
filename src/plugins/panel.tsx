/**
 * Plugin for the side panel.
 */
import { ILayoutRestorer } from '@jupyterlab/application';
import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { SplitPanel } from '@lumino/widgets';
import type { Widget } from '@lumino/widgets';
import * as React from 'react';

import { CommandIDs } from '../commands';
import { EngineNote } from '../components/enginenote';
import { TabbedWidget } from '../components/tabbedwidget';
import { GlossaryTab } from '../glossary/tab';
import { roadIcon } from '../icons';
import { CourseTexts } from '../models/coursetexts';
import { CourseNotices } from '../models/notices';
import { CourseTabs } from '../models/tabs';
import { RoadApi } from '../road/api';
import { addMarkCommand, markAction } from '../road/markcommand';
import { RoadPlace } from '../road/place';
import { roadTab } from '../road/roadtab';
import {
  ICourseModel,
  ICourseNotices,
  ICourseOpener,
  ICoursePanel
} from '../tokens';
import type { ICourseTabs } from '../tokens';
import { DOMAIN } from './ids';

const PLUGIN_ID = 'jupyterlab-homl:panel';

/** Id of the panel in the shell. */
const PANEL_ID = 'jp-homl-panel';

/** Width of the panel until somebody changes it, in pixels. */
const WIDTH = 320;

/** Just below the file browser, whose rank is 100. */
const RANK = 101;

/** Provides the notices above the tabs of the panel. */
export const notices: JupyterFrontEndPlugin<ICourseNotices> = {
  id: 'jupyterlab-homl:notices',
  description: 'Keeps what the side panel says above its tabs.',
  autoStart: true,
  provides: ICourseNotices,
  activate: () => new CourseNotices()
};

/** Shows the road through the course in the side panel. */
export const panel: JupyterFrontEndPlugin<ICourseTabs> = {
  id: PLUGIN_ID,
  description: 'Shows the road through the course in a side panel.',
  autoStart: true,
  provides: ICoursePanel,
  requires: [ICourseModel, ICourseOpener],
  optional: [
    ISettingRegistry,
    IStateDB,
    ITranslator,
    ILayoutRestorer,
    ICommandPalette,
    ICourseNotices
  ],
  activate: (
    app,
    course: ICourseModel,
    opener: ICourseOpener,
    settings: ISettingRegistry | null,
    state: IStateDB | null,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    news: ICourseNotices | null
  ) => {
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const tabs = new CourseTabs();
    const { serverSettings } = app.serviceManager;
    const api = new RoadApi(serverSettings);
    const place = new RoadPlace(window.sessionStorage, serverSettings.baseUrl);
    const mark = markAction(api, course, trans);
    addMarkCommand(app, mark, trans);
    const texts = new CourseTexts(() => api.search());
    const glossary = new GlossaryTab({ course, texts, opener, trans });
    const openTerm = (term: string): void => {
      tabs.show(glossary.id);
      app.shell.activateById(PANEL_ID);
      glossary.show(term);
    };
    tabs.add(roadTab({ course, opener, mark, texts, openTerm, place, trans }));
    tabs.add(glossary);
    app.commands.addCommand(CommandIDs.showTerm, {
      label: trans.__('Show a term'),
      caption: trans.__('Show a term in the glossary'),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            term: {
              type: 'string',
              description: trans.__('The term’s id, such as normal-equation')
            }
          },
          required: ['term']
        }
      },
      execute: args => openTerm(String(args.term))
    });
    const widget = new TabbedWidget({
      id: PANEL_ID,
      label: trans.__('Hands-On ML'),
      tabs,
      notices: news,
      action: {
        icon: roadIcon,
        label: trans.__('Course'),
        caption: trans.__('Open the course page: map, progress and skills'),
        run: () => void app.commands.execute(CommandIDs.openPage)
      },
      footer: () => <EngineNote engine={course.state.engine} trans={trans} />,
      trans
    });
    widget.addClass('jp-homl-Panel');
    // Fetch when the panel becomes visible; while it is hidden, server events trigger updates.
    widget.shown.connect(() => void course.refreshIfStale(), widget);
    app.shell.add(widget, 'left', { rank: RANK, type: 'Hands-On ML' });
    restorer?.add(widget, PANEL_ID);
    app.commands.addCommand(CommandIDs.openPanel, {
      label: trans.__('Show the course'),
      caption: trans.__('Show the road through the course'),
      icon: roadIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            tab: {
              type: 'string',
              description: trans.__(
                'The tab to show: road, review, notes or glossary'
              )
            }
          }
        }
      },
      execute: args => {
        if (typeof args.tab === 'string') {
          tabs.show(args.tab);
        }
        app.shell.activateById(PANEL_ID);
      }
    });
    if (palette) {
      const category = trans.__('Hands-On ML');
      [
        CommandIDs.openPanel,
        CommandIDs.continueCourse,
        CommandIDs.refreshCourse
      ].forEach(command => palette.addItem({ command, category }));
    }
    void course.refresh();
    void openFirst(app, widget, settings, state);
    return tabs;
  }
};

/** Open the panel the first time a workspace is used; later its saved layout applies. */
async function openFirst(
  app: JupyterFrontEnd,
  widget: Widget,
  settings: ISettingRegistry | null,
  state: IStateDB | null
): Promise<void> {
  await app.restored;
  // If the state is unavailable, the panel opens once too often.
  const seen = await state?.fetch(`${PLUGIN_ID}:seen`).catch(() => true);
  const loaded = await settings?.load(PLUGIN_ID).catch(() => null);
  if (!seen && loaded?.get('openAtStart').composite !== false) {
    app.shell.activateById(PANEL_ID);
    setWidth(widget, WIDTH);
  }
  await state?.save(`${PLUGIN_ID}:seen`, true).catch(() => undefined);
}

/** Set the width of the side area in which a widget is open. */
function setWidth(widget: Widget, width: number): void {
  let area = widget;
  while (area.parent && !(area.parent instanceof SplitPanel)) {
    area = area.parent;
  }
  const split = area.parent;
  if (split instanceof SplitPanel) {
    const widthOf = (other: Widget): number =>
      other === area || other.isHidden ? 0 : other.node.clientWidth;
    const rest = split.widgets.reduce((sum, other) => sum + widthOf(other), 0);
    const scale = (split.node.clientWidth - width) / Math.max(rest, 1);
    split.setRelativeSizes(
      split.widgets.map(other =>
        other === area ? width : widthOf(other) * scale
      )
    );
  }
}
