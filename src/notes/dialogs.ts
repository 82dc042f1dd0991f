/**
 * Dialogs for importing notes and attaching files.
 */
import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import type { FileSource } from './api';
import type { IImport } from './documents';
import { positionText } from './texts';

import '../../style/notedialogs.css';

/** Ask for a text to import, pasted or from a file; null if the user cancels. */
export async function askForText(
  trans: TranslationBundle,
  text: string,
  trouble: string
): Promise<string | null> {
  const body = new TextBody(trans, text, trouble);
  const answer = await showDialog({
    title: trans.__('Import notes'),
    body,
    buttons: [
      Dialog.cancelButton(),
      Dialog.okButton({ label: trans.__('Preview') })
    ],
    focusNodeSelector: 'textarea'
  });
  return answer.button.accept ? answer.value : null;
}

/** Preview the notes found in a text and ask whether to import them. */
export async function confirmImport(
  trans: TranslationBundle,
  found: IImport,
  lesson: string
): Promise<boolean> {
  const fresh = found.notes.filter(note => !note.known);
  const body = new Widget();
  const list = document.createElement('ul');
  list.className = 'jp-homl-Import-list';
  list.tabIndex = 0;
  list.setAttribute('aria-label', trans.__('Notes found'));
  for (const note of found.notes) {
    const item = document.createElement('li');
    const head = document.createElement('b');
    head.textContent = note.known
      ? trans.__('%1 (already there)', positionText(trans, note))
      : positionText(trans, note);
    const text = document.createElement('p');
    text.textContent = note.text;
    text.lang = note.lang;
    const date = document.createElement('time');
    date.textContent = note.date ?? '';
    item.append(head, ' ', date, text);
    list.append(item);
  }
  body.node.append(list);
  const answer = await showDialog({
    title: trans._n(
      'Add %1 note to %2?',
      'Add %1 notes to %2?',
      fresh.length,
      lesson
    ),
    body,
    buttons:
      fresh.length > 0
        ? [
            Dialog.cancelButton(),
            Dialog.okButton({ label: trans.__('Add notes') })
          ]
        : [Dialog.cancelButton({ label: trans.__('Close') })]
  });
  return answer.button.accept;
}

/** Ask for a file: a path in the workspace, or a file on the user's computer. */
export async function askForFile(
  trans: TranslationBundle
): Promise<FileSource | null> {
  const body = new FileBody(trans);
  const answer = await showDialog({
    title: trans.__('Attach a file'),
    body,
    buttons: [
      Dialog.cancelButton(),
      Dialog.okButton({ label: trans.__('Attach') })
    ]
  });
  const { file, path } = answer.value ?? { file: null, path: '' };
  if (!answer.button.accept || (!file && !path.trim())) {
    return null;
  }
  return file
    ? { name: file.name, content: await base64(file) }
    : { path: path.trim() };
}

/** A labelled field. */
function labelled(label: string, field: HTMLElement): HTMLLabelElement {
  const node = document.createElement('label');
  node.className = 'jp-homl-Dialog-field';
  node.append(label, field);
  return node;
}

class TextBody extends Widget implements Dialog.IBodyWidget<string> {
  constructor(trans: TranslationBundle, text: string, trouble: string) {
    super();
    this._text.value = text;
    this._text.rows = 12;
    this._text.cols = 50;
    this._text.placeholder = '### 01. …\n1-2『…』（2020-11-11）';
    const file = document.createElement('input');
    file.type = 'file';
    file.accept = '.md,.txt,text/plain,text/markdown';
    file.onchange = () => {
      void file.files?.[0]?.text().then(read => {
        this._text.value = read;
      });
    };
    if (trouble) {
      const said = document.createElement('p');
      said.setAttribute('role', 'alert');
      said.textContent = trouble;
      this.node.append(said);
    }
    this.node.append(
      labelled(trans.__('Text with notes in 『 』'), this._text),
      labelled(trans.__('or a file'), file)
    );
  }

  getValue(): string {
    return this._text.value;
  }

  private readonly _text = document.createElement('textarea');
}

interface IFileChoice {
  file: File | null;
  path: string;
}

class FileBody extends Widget implements Dialog.IBodyWidget<IFileChoice> {
  constructor(trans: TranslationBundle) {
    super();
    this._file.type = 'file';
    this._path.type = 'text';
    this.node.append(
      labelled(trans.__('Path of a file in the workspace'), this._path),
      labelled(trans.__('or a file from your computer'), this._file)
    );
  }

  getValue(): IFileChoice {
    return { file: this._file.files?.[0] ?? null, path: this._path.value };
  }

  private readonly _file = document.createElement('input');
  private readonly _path = document.createElement('input');
}

/** Read a file as base64. */
async function base64(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
}
