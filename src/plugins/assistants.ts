/**
 * Plugin for the switch of AI assistants in notebooks of exercises.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import { assistantsOff } from '../assistants/rule';
import { AssistantSwitch } from '../assistants/switch';
import type { ICourse } from '../documents';
import { exerciseAt, notebookInfo } from '../notebook/metadata';
import { ICourseModel } from '../tokens';
import { DOMAIN } from './ids';

/** Name of the sentence in a notebook's toolbar. */
const ITEM = 'homl-assistants';

/** Turns assistants off in notebooks of exercises where the course wants that, and says so in their toolbar. */
export const assistants: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:assistants',
  description: 'Turns AI assistants off in exercises if the course says so.',
  autoStart: true,
  requires: [ICourseModel, INotebookTracker],
  optional: [ISettingRegistry, IStateDB, ITranslator],
  activate: (
    app,
    course: ICourseModel,
    tracker: INotebookTracker,
    settings: ISettingRegistry | null,
    state: IStateDB | null,
    translator: ITranslator | null
  ) => {
    if (!settings || !state) {
      return;
    }
    const { shell } = app;
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const control = new AssistantSwitch(settings, state, id =>
      app.hasPlugin(id)
    );
    let last: boolean | null = null;
    let installed = false;
    const update = async (): Promise<void> => {
      const known = course.state.course;
      if (!known) {
        return;
      }
      const panel =
        tracker.currentWidget === shell.currentWidget
          ? tracker.currentWidget
          : null;
      const inExercises =
        notebookInfo(panel?.content.model?.getMetadata('homl'))?.notebook ===
        'exercises';
      const cells = panel?.content.widgets.map(({ model }) => model.metadata);
      const exercise = exerciseAt(
        cells ?? [],
        panel?.content.activeCellIndex ?? -1
      );
      const off =
        inExercises &&
        assistantsOff(
          known.assistants,
          exercise === null ? undefined : course.exercise(exercise)
        );
      if (off !== last) {
        last = off;
        installed = await control.turn(off);
      }
      if (panel && inExercises) {
        say(panel, installed && off ? known.assistants : 'on', trans);
      }
    };
    const check = (): void => void update();
    // The providers of completions are in the settings once everything has started.
    void app.restored.then(() => {
      shell.currentChanged?.connect(check);
      tracker.currentChanged.connect(check);
      tracker.activeCellChanged.connect(check);
      course.changed.connect(check);
      check();
    });
  }
};

/** Say in a notebook's toolbar that assistants are off, and why. */
function say(
  panel: NotebookPanel,
  policy: ICourse['assistants'],
  trans: TranslationBundle
): void {
  const { toolbar } = panel;
  const names = Array.from(toolbar.names());
  const at = names.indexOf(ITEM);
  if (policy === 'on') {
    Array.from(toolbar.children())[at]?.dispose();
  }
  if (policy === 'on' || at >= 0) {
    return;
  }
  const item = new Widget({ node: document.createElement('span') });
  item.addClass('jp-homl-Assistants');
  item.node.textContent = trans.__('Assistants off');
  item.node.title =
    policy === 'off'
      ? trans.__(
          'This course turns the completions and cell buttons of AI assistants off in exercises. Elsewhere they work as you set them.'
        )
      : trans.__(
          'This course turns the completions and cell buttons of AI assistants off until you have checked an answer of your own. Elsewhere they work as you set them.'
        );
  item.node.setAttribute(
    'aria-label',
    `${item.node.textContent}. ${item.node.title}`
  );
  item.node.setAttribute('role', 'status');
  // In a narrow window the last items of a toolbar are folded away.
  toolbar.insertItem(names.indexOf('cellType') + 1, ITEM, item);
}
