/**
 * The Notes tab of the side panel.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { ProblemNote, Symbol } from '../components/basics';
import { takeFocus } from '../components/focus';
import type { MarkdownComponent } from '../components/markdown';
import { warningIcon } from '../icons';
import { told } from '../told';
import type { INotesState, View } from './base';
import type { ICardActions } from './cardlist';
import { CardList } from './cardlist';
import type { IListing } from './documents';
import { GENERAL } from './documents';
import { Editor } from './editor';
import type { IEditorProps } from './editor';
import { Fold } from './fold';
import { byDate, bySection, takenWords } from './groups';
import type { ILinkActions } from './keepsakes';
import { FileList, LinkList } from './keepsakes';
import { NoteItem } from './noteitem';
import type { INoteActions } from './noteitem';
import { SearchField } from './searchfield';
import { SectionTitle } from './sectiontitle';
import { lessonName } from './words';

/** What can be done in the tab. */
export interface INotesTabActions
  extends
    INoteActions,
    ICardActions,
    ILinkActions,
    Pick<IEditorProps, 'write' | 'save' | 'discard'> {
  refresh: () => void;
  search: (query: string) => void;
  look: (view: View) => void;
  goToSection: (cell: string) => void;
  add: () => void;
  undo: () => void;
  retry: () => void;
  arrived: () => void;
  importNotes: () => void;
  exportNotes: () => void;
}

/** What the tab needs. */
export interface INotesTabProps {
  state: INotesState;
  actions: INotesTabActions;
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}

/** Search, the note that is being written, notes by section, cards, links and files. */
export default function NotesTab(props: INotesTabProps): JSX.Element {
  const { actions, state, trans } = props;
  const { draft, failure, led, listing, loading, problem, taken } = state;
  const shown = state.found ?? listing;
  const addButton = React.useRef<HTMLButtonElement>(null);
  const undoButton = React.useRef<HTMLButtonElement>(null);
  React.useEffect(() => actions.refresh(), []);
  React.useEffect(() => takeFocus(undoButton.current), [taken]);
  React.useEffect(() => {
    if (led.length > 0 && shown) {
      actions.arrived();
    }
  }, [led, shown]);
  return (
    <div className="jp-homl-Notes">
      <SearchField
        query={state.query}
        search={actions.search}
        label={trans.__('Search all notes, cards, links and files')}
        placeholder={trans.__('Search notes…')}
      />
      <label className="jp-homl-Notes-view">
        {trans.__('Show')}
        <select
          value={state.view}
          onChange={event => actions.look(event.target.value as View)}
        >
          <option value="section">{trans.__('this lesson, by section')}</option>
          <option value="date">{trans.__('this lesson, newest first')}</option>
          <option value="all">{trans.__('all lessons')}</option>
        </select>
      </label>
      <div className="jp-homl-Notes-row">
        <button
          ref={addButton}
          type="button"
          className="jp-homl-Button jp-homl-mod-primary"
          // The selection in the notebook is what the note is added to.
          onMouseDown={event => event.preventDefault()}
          onClick={actions.add}
        >
          {trans.__('Add note')}
        </button>
        <button
          type="button"
          className="jp-homl-Button"
          onClick={actions.importNotes}
        >
          {trans.__('Import…')}
        </button>
        <button
          type="button"
          className="jp-homl-Button"
          onClick={actions.exportNotes}
        >
          {trans.__('Export')}
        </button>
      </div>
      {draft && (
        <Editor
          key={state.draftNumber}
          draft={draft}
          elsewhere={
            draft.lesson === (state.lesson ?? GENERAL) ? '' : draft.lesson
          }
          kept={state.draftKept}
          first={state.draftFirst}
          saving={state.saving}
          problem={problem}
          write={actions.write}
          save={actions.save}
          discard={() => {
            actions.discard();
            addButton.current?.focus();
          }}
          trans={trans}
        />
      )}
      <div role="status" className="jp-homl-Notes-news">
        {taken && (
          <>
            {takenWords(trans, taken)}{' '}
            {taken.kind !== 'file' && (
              <button
                ref={undoButton}
                type="button"
                className="jp-homl-LinkButton"
                onClick={actions.undo}
              >
                {trans.__('Undo')}
              </button>
            )}
          </>
        )}
        {state.found &&
          state.query &&
          trans.__(
            '%1 notes, %2 cards found',
            state.found.notes.length,
            state.found.cards.length
          )}
      </div>
      {problem && !draft && (
        <ProblemNote problem={problem} retry={actions.retry} trans={trans} />
      )}
      {failure && (
        <ProblemNote problem={failure} retry={actions.refresh} trans={trans} />
      )}
      {!shown && loading && !failure && (
        <p className="jp-homl-Notes-hint">{trans.__('Fetching the notes…')}</p>
      )}
      {shown && <Shown {...props} shown={shown} />}
    </div>
  );
}

/** What was fetched, or found. */
function Shown(props: INotesTabProps & { shown: IListing }): JSX.Element {
  const { actions, shown, state, trans } = props;
  const searching = state.found !== null && state.query.trim() !== '';
  const ledTo = (ids: { id: string }[]): boolean =>
    ids.some(({ id }) => state.led.includes(id));
  return (
    <>
      {(shown.problems ?? shown.troubles.map(text => ({ text }))).map(
        problem => (
          <p key={problem.text} className="jp-homl-Note-trouble">
            <Symbol icon={warningIcon} />
            {told(trans, problem)}
          </p>
        )
      )}
      {shown.notes.length === 0 && (
        <p className="jp-homl-Notes-hint">
          {searching
            ? trans.__('No note has all of these words. Try one of them.')
            : trans.__('Select a paragraph, then Add note.')}
        </p>
      )}
      {(state.view === 'date' && !state.found
        ? byDate(shown.notes)
        : bySection(shown.notes, shown.lesson === null)
      ).map(({ key, lesson, notes, section, title }) => (
        <section key={key} className="jp-homl-Notes-section">
          {(section !== null || lesson) && (
            <h3>
              {lesson && <span>{lessonName(trans, lesson)} </span>}
              {section !== null && (
                <SectionTitle
                  section={section}
                  title={title}
                  cell={
                    shown.sections.find(each => each.number === section)?.cell
                  }
                  go={actions.goToSection}
                  trans={trans}
                />
              )}
            </h3>
          )}
          <ul>
            {notes.map(note => (
              <NoteItem
                key={`${note.lesson} ${note.id}`}
                note={note}
                actions={actions}
                led={state.led.includes(note.id)}
                Markdown={props.Markdown}
                trans={trans}
              />
            ))}
          </ul>
        </section>
      ))}
      <Fold
        title={trans.__('Cards')}
        count={shown.cards.length}
        open={
          (searching && shown.cards.length > 0) ||
          ledTo(shown.cards) ||
          state.newCard !== null
        }
      >
        <CardList
          cards={shown.cards}
          courseCards={state.courseCards}
          newCard={state.newCard}
          led={state.led}
          actions={actions}
          trans={trans}
        />
      </Fold>
      <Fold
        title={trans.__('Links')}
        count={shown.links.length}
        open={searching && shown.links.length > 0}
      >
        <LinkList links={shown.links} actions={actions} trans={trans} />
      </Fold>
      <Fold
        title={trans.__('Files')}
        count={shown.files.length}
        open={searching && shown.files.length > 0}
      >
        <FileList files={shown.files} actions={actions} trans={trans} />
      </Fold>
      <p className="jp-homl-Notes-hint">
        {trans.__('Kept as plain text in %1.', shown.file)}
      </p>
    </>
  );
}
