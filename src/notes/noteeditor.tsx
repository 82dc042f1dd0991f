/**
 * Editor for a note.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { ProblemNote } from '../components/basics';
import { takeFocus } from '../components/focus';
import type { Problem } from '../request';
import type { DraftChange, IDraft } from './draft';
import { lessonName } from './texts';

/** Languages offered for a note; files edited by hand may contain others. */
const LANGUAGES = ['en', 'zh', 'ja', 'ko', 'de', 'es', 'fr', 'pt', 'ru'];

/** Name of a language in that language. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Props of the editor. */
export interface INoteEditorProps {
  draft: IDraft;
  /** Lesson of the note, if it is not the current one; otherwise empty. */
  otherLesson: string;
  /** Whether the browser stores the draft. */
  kept: boolean;
  /** Whether the user has tried to start another note. */
  blocksNewNote: boolean;
  saving: boolean;
  problem: Problem | null;
  write: (change: DraftChange) => void;
  save: (asNew?: boolean) => void;
  discard: () => void;
  trans: TranslationBundle;
}

/**
 * The editor, with text, options and buttons.
 *
 * #### Notes
 * The text is also local state: updates from the model arrive later and would move the caret.
 */
export function NoteEditor(props: INoteEditorProps): JSX.Element {
  const { draft, blocksNewNote, kept, problem, save, saving, trans, write } =
    props;
  const [text, setText] = React.useState(draft.text);
  const field = React.useRef<HTMLTextAreaElement>(null);
  React.useEffect(() => takeFocus(field.current), [blocksNewNote]);
  const conflict = problem?.kind === 'refused' && problem.status === 409;
  const lost = problem?.kind === 'refused' && problem.status === 404;
  return (
    <form
      className="jp-homl-Editor"
      aria-label={draft.note ? trans.__('Edit note') : trans.__('New note')}
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
      onKeyDown={event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.stopPropagation();
          save();
        }
      }}
    >
      {props.otherLesson && (
        <p>
          {trans.__(
            'This note belongs to %1.',
            lessonName(trans, props.otherLesson)
          )}
        </p>
      )}
      {draft.quote && <p className="jp-homl-Note-quote">{draft.quote}</p>}
      <textarea
        ref={field}
        rows={5}
        value={text}
        aria-label={trans.__('Text of the note, in Markdown')}
        placeholder={trans.__('Markdown, in any language')}
        onChange={event => {
          setText(event.target.value);
          write({ text: event.target.value });
        }}
      />
      <label className="jp-homl-Note-task">
        <input
          type="checkbox"
          checked={draft.todo !== null}
          onChange={event =>
            write({ todo: event.target.checked ? 'open' : null })
          }
        />
        {trans.__('This is a task')}
      </label>
      <label className="jp-homl-Notes-view">
        {trans.__('Language')}
        <select
          value={draft.tag}
          onChange={event => write({ tag: event.target.value })}
        >
          <option value="">{trans.__('detect automatically')}</option>
          {[...new Set([...LANGUAGES, draft.tag])].filter(Boolean).map(tag => (
            <option key={tag} value={tag} lang={tag}>
              {languageName(tag)}
            </option>
          ))}
        </select>
      </label>
      <div className="jp-homl-Editor-buttons">
        <button
          type="submit"
          className="jp-homl-Button jp-homl-mod-primary"
          aria-disabled={saving || !text.trim()}
        >
          {saving ? trans.__('Saving…') : trans.__('Save')}
        </button>
        {(conflict || lost) && (
          <button
            type="button"
            className="jp-homl-Button"
            onClick={() => save(true)}
          >
            {trans.__('Save as a new note')}
          </button>
        )}
        <button
          type="button"
          className="jp-homl-Button"
          onClick={props.discard}
        >
          {draft.note || !text.trim()
            ? trans.__('Cancel')
            : trans.__('Discard')}
        </button>
      </div>
      {problem && <ProblemNote problem={problem} trans={trans} />}
      <p className="jp-homl-Editor-status" role="status">
        {blocksNewNote
          ? trans.__('Save or discard this note before starting another.')
          : !text.trim()
            ? ''
            : kept
              ? trans.__('Not saved yet. This browser keeps a draft.')
              : trans.__(
                  'Not saved yet, and this browser cannot keep a draft.'
                )}
      </p>
    </form>
  );
}
