/**
 * One note in the list.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon } from '../components/basics';
import type { MarkdownComponent } from '../components/markdown';
import { warningIcon } from '../icons';
import { OptimisticCheckbox } from './checkbox';
import type { INote } from './documents';
import {
  anchorStateText,
  paragraphRange,
  positionText,
  withoutTasks
} from './texts';

/** Actions on a note. */
export interface INoteActions {
  edit: (note: INote) => void;
  remove: (note: INote) => void;
  makeCard: (note: INote) => void;
  /** Resolves to false if the server refuses. */
  setTaskDone: (
    note: INote,
    task: number | null,
    done: boolean
  ) => Promise<boolean>;
  /** Go to the note's paragraph. */
  goToParagraph: (note: INote) => void;
  /** Move the note to the new position of its text, or to the selection if the text is gone. */
  moveNote: (note: INote) => void;
}

/** A note: position, date, quotation, text and tasks. */
export function NoteItem(props: {
  note: INote;
  actions: INoteActions;
  /** Whether to scroll to the note and focus it. */
  highlighted: boolean;
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}): JSX.Element {
  const { actions, highlighted, Markdown, note, trans } = props;
  const host = React.useRef<HTMLLIElement>(null);
  React.useEffect(() => {
    if (highlighted && host.current) {
      host.current.scrollIntoView({ block: 'nearest' });
      host.current.focus();
    }
  }, [highlighted]);
  const where = positionText(trans, note);
  const text = withoutTasks(note.text);
  const trouble = anchorStateText(trans, note);
  return (
    <li ref={host} className="jp-homl-Note" tabIndex={-1} aria-label={where}>
      <div className="jp-homl-Note-head">
        {note.todo && (
          <OptimisticCheckbox
            label={trans.__('Done: %1', note.text.split('\n')[0])}
            checked={note.todo === 'done'}
            tick={done => actions.setTaskDone(note, null, done)}
          />
        )}
        {paragraphRange(note) && (
          <span className="jp-homl-Note-span" aria-hidden="true">
            {trans.__('¶ %1', paragraphRange(note))}
          </span>
        )}
        {note.date && <time dateTime={note.date}>{note.date}</time>}
        <span className="jp-homl-Note-buttons">
          <button
            type="button"
            className="jp-homl-LinkButton"
            aria-label={trans.__('Edit %1', where)}
            onClick={() => actions.edit(note)}
          >
            {trans.__('Edit')}
          </button>
          <button
            type="button"
            className="jp-homl-LinkButton"
            aria-label={trans.__('Make a card from %1', where)}
            onClick={() => actions.makeCard(note)}
          >
            {trans.__('Card')}
          </button>
          <button
            type="button"
            className="jp-homl-LinkButton"
            aria-label={trans.__('Delete %1', where)}
            onClick={() => actions.remove(note)}
          >
            {trans.__('Delete')}
          </button>
        </span>
      </div>
      {note.quote &&
        (note.cell ? (
          <button
            type="button"
            className="jp-homl-Note-quote"
            title={trans.__('Go to this paragraph')}
            onClick={() => actions.goToParagraph(note)}
          >
            {note.quote}
          </button>
        ) : (
          <p className="jp-homl-Note-quote">{note.quote}</p>
        ))}
      {trouble && (
        <div className="jp-homl-Note-warning">
          <Icon icon={warningIcon} />
          <p>
            {trouble}{' '}
            <button
              type="button"
              className="jp-homl-LinkButton"
              onMouseDown={event => event.preventDefault()}
              onClick={() => actions.moveNote(note)}
            >
              {note.state === 'moved'
                ? trans.__('Move it there')
                : trans.__('Move it to the selection')}
            </button>
          </p>
        </div>
      )}
      {text && (
        <div lang={note.lang || undefined} className="jp-homl-Note-text">
          <Markdown source={text} />
        </div>
      )}
      {note.tasks.map((task, index) => (
        <label
          key={index}
          className="jp-homl-Note-task"
          lang={note.lang || undefined}
        >
          <OptimisticCheckbox
            checked={task.done}
            tick={done => actions.setTaskDone(note, index, done)}
          />
          {task.text}
        </label>
      ))}
    </li>
  );
}
