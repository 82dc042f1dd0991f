/**
 * The question which of several notebooks of a lesson is meant.
 */
import { InputDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { ILesson, INotebookFile } from '../documents';
import { dateText } from '../texts';
import { notebookTitle } from './tabtitle';

/**
 * Ask for one of several notebooks.
 *
 * @param files - The notebooks, of one lesson and kind.
 * @returns The path of the one chosen; null if the dialog is cancelled.
 */
export async function chooseNotebook(
  trans: TranslationBundle,
  lesson: ILesson,
  files: readonly INotebookFile[]
): Promise<string | null> {
  const items = files.map(({ modified, notebook, path }) =>
    trans.__(
      '%1: %2, changed %3',
      notebookTitle(trans, lesson, notebook, path),
      path,
      dateText(trans, modified)
    )
  );
  const answer = await InputDialog.getItem({
    title: trans.__('Which notebook do you want to work in?'),
    label: trans.__(
      'There are several for this. From now on, the one that you used last is opened.'
    ),
    items,
    okLabel: trans.__('Open')
  });
  const chosen = answer.button.accept ? items.indexOf(answer.value ?? '') : -1;
  return files[chosen]?.path ?? null;
}
