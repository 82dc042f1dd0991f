/**
 * Plugin for the welcome page.
 */
import { ILayoutRestorer } from '@jupyterlab/application';
import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import {
  ICommandPalette,
  MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';

import * as React from 'react';

import { CommandIDs } from '../commands';
import { roadIcon } from '../icons';
import { ICourseModel, ICourseOpener } from '../tokens';
import { WelcomeApi } from '../welcome/api';
import { LanguageChoice } from '../welcome/language';
import { WelcomeModel } from '../welcome/model';
import { DOMAIN, PANEL_PLUGIN, PROGRESS_EVENT } from './ids';

const PLUGIN_ID = 'jupyterlab-homl:welcome';

/** Id of the page in the shell. */
const PAGE_ID = 'jp-homl-welcome';

/** Loaded when the page is first opened. */
const WelcomePage = React.lazy(async () => ({
  default: (await import('../welcome/page')).WelcomePage
}));

/** Shows the welcome page, automatically on the first visit. */
export const welcome: JupyterFrontEndPlugin<void> = {
  id: PLUGIN_ID,
  description: 'Shows the first page: what the course is, and how to start.',
  autoStart: true,
  requires: [ICourseModel, ICourseOpener],
  optional: [
    ISettingRegistry,
    IStateDB,
    ITranslator,
    ILayoutRestorer,
    ICommandPalette
  ],
  activate: (
    app,
    course: ICourseModel,
    opener: ICourseOpener,
    settings: ISettingRegistry | null,
    state: IStateDB | null,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null
  ) => {
    const { commands, serviceManager, shell } = app;
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const language = (translator?.languageCode ?? 'en').replace('_', '-');
    const api = new WelcomeApi(serviceManager.serverSettings);
    const model = new WelcomeModel(api);
    const languages =
      settings && new LanguageChoice(settings, serviceManager.serverSettings);
    const tracker = new WidgetTracker<MainAreaWidget>({ namespace: PAGE_ID });
    serviceManager.events.stream.connect((_, event) => {
      if (tracker.size > 0 && event.schema_id.startsWith(PROGRESS_EVENT)) {
        void model.refresh();
      }
    }, model);

    const make = (): MainAreaWidget => {
      const content = ReactWidget.create(
        <React.Suspense fallback={<p role="status">{trans.__('Loading…')}</p>}>
          <WelcomePage
            model={model}
            course={course}
            languages={languages}
            language={language}
            openFirst={(lesson, exercise) =>
              void opener.open(lesson, 'exercises', exercise)
            }
            openTopic={lesson => void opener.open(lesson, 'lesson')}
            goOn={() => void commands.execute(CommandIDs.continueCourse)}
            reload={() => window.location.reload()}
            tour={
              commands.hasCommand(CommandIDs.startTour)
                ? {
                    label: () => commands.label(CommandIDs.startTour),
                    changed: commands.commandChanged,
                    start: () => void commands.execute(CommandIDs.startTour)
                  }
                : null
            }
            showRoad={() => void commands.execute(CommandIDs.openPanel)}
            trans={trans}
          />
        </React.Suspense>
      );
      content.addClass('jp-homl-Surface');
      content.addClass('jp-homl-Welcome');
      const label = trans.__('Welcome');
      const widget = new MainAreaWidget({ content });
      // After the widget has set its own label.
      content.node.setAttribute('aria-label', label);
      widget.id = PAGE_ID;
      widget.title.label = label;
      widget.title.icon = roadIcon;
      widget.title.closable = true;
      return widget;
    };
    commands.addCommand(CommandIDs.openWelcome, {
      label: trans.__('Welcome to Hands-On ML'),
      caption: trans.__('What the course is, how to start, and your goal'),
      icon: roadIcon,
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
      command: CommandIDs.openWelcome,
      name: () => 'welcome'
    });
    palette?.addItem({
      command: CommandIDs.openWelcome,
      category: trans.__('Hands-On ML')
    });
    void openFirst(app, api, settings, state);
  }
};

/** Open the page the first time a workspace is used by someone without any progress. */
async function openFirst(
  app: JupyterFrontEnd,
  api: WelcomeApi,
  settings: ISettingRegistry | null,
  state: IStateDB | null
): Promise<void> {
  await app.restored;
  const seen = await state?.fetch(`${PLUGIN_ID}:seen`).catch(() => true);
  const loaded = await settings?.load(PANEL_PLUGIN).catch(() => null);
  if (seen || loaded?.get('welcomeAtStart').composite === false) {
    return;
  }
  try {
    const { begun } = await api.welcome();
    if (!begun) {
      await app.commands.execute(CommandIDs.openWelcome);
    }
    await state?.save(`${PLUGIN_ID}:seen`, true);
  } catch {
    // The panel reports that the server is unreachable; the welcome page can wait for the next
    // start.
  }
}
