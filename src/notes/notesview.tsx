/**
 * Notes tab of the side panel.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote } from '../components/basics';
import { takeFocus } from '../components/focus';
import type { MarkdownComponent } from '../components/markdown';
import { translate } from '../i18n';
import { warningIcon } from '../icons';
import type { ICardActions } from './cardlist';
import { CardList } from './cardlist';
import { Collapsible } from './collapsible';
import type { IListing } from './documents';
import { GENERAL } from './documents';
import { byDate, bySection, removedText } from './groups';
import type { ILinkActions } from './linksandfiles';
import { FileList, LinkList } from './linksandfiles';
import { NoteEditor } from './noteeditor';
import type { INoteEditorProps } from './noteeditor';
import { NoteItem } from './noteitem';
import type { INoteActions } from './noteitem';
import { SearchField } from './searchfield';
import { SectionTitle } from './sectiontitle';
import type { INotesState, View } from './state';
import { lessonName } from './texts';

import '../../style/notes.css';

/** Actions of the tab. */
export interface INotesViewActions
  extends
    INoteActions,
    ICardActions,
    ILinkActions,
    Pick<INoteEditorProps, 'write' | 'save' | 'discard'> {
  refresh: () => void;
  search: (query: string) => void;
  setView: (view: View) => void;
  goToSection: (cell: string) => void;
  addNote: () => void;
  undo: () => void;
  retry: () => void;
  clearHighlight: () => void;
  importNotes: () => void;
  exportNotes: () => void;
}

/** Props of the tab. */
export interface INotesViewProps {
  state: INotesState;
  actions: INotesViewActions;
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}

/** Search, the note editor, notes by section, cards, links and files. */
export default function NotesView(props: INotesViewProps): JSX.Element {
  const { actions, state, trans } = props;
  const { draft, failure, highlighted, listing, loading, problem, removed } =
    state;
  const shown = state.searchResult ?? listing;
  const addButton = React.useRef<HTMLButtonElement>(null);
  const undoButton = React.useRef<HTMLButtonElement>(null);
  React.useEffect(() => actions.refresh(), []);
  React.useEffect(() => takeFocus(undoButton.current), [removed]);
  React.useEffect(() => {
    if (highlighted.length > 0 && shown) {
      actions.clearHighlight();
    }
  }, [highlighted, shown]);
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
          onChange={event => actions.setView(event.target.value as View)}
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
          // Keep the selection in the notebook, to which the note is added.
          onMouseDown={event => event.preventDefault()}
          onClick={actions.addNote}
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
        <NoteEditor
          key={state.draftNumber}
          draft={draft}
          otherLesson={
            draft.lesson === (state.lesson ?? GENERAL) ? '' : draft.lesson
          }
          kept={state.draftKept}
          blocksNewNote={state.draftBlocksNewNote}
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
      <div role="status" className="jp-homl-Notes-status">
        {removed && (
          <>
            {removedText(trans, removed)}{' '}
            {removed.kind !== 'file' && (
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
        {state.searchResult &&
          state.query &&
          trans.__(
            '%1 notes, %2 cards found',
            state.searchResult.notes.length,
            state.searchResult.cards.length
          )}
      </div>
      {problem && !draft && (
        <ProblemNote problem={problem} retry={actions.retry} trans={trans} />
      )}
      {failure && (
        <ProblemNote problem={failure} retry={actions.refresh} trans={trans} />
      )}
      {!shown && loading && !failure && (
        <p className="jp-homl-Notes-empty">{trans.__('Loading the notes…')}</p>
      )}
      {shown && <Listing {...props} shown={shown} />}
    </div>
  );
}

/** The fetched notes, or the search results. */
function Listing(props: INotesViewProps & { shown: IListing }): JSX.Element {
  const { actions, shown, state, trans } = props;
  const searching = state.searchResult !== null && state.query.trim() !== '';
  const ledTo = (ids: { id: string }[]): boolean =>
    ids.some(({ id }) => state.highlighted.includes(id));
  return (
    <>
      {shown.problems.map(problem => (
        <p key={problem.text} className="jp-homl-Note-warning">
          <Icon icon={warningIcon} />
          {translate(trans, problem)}
        </p>
      ))}
      {shown.notes.length === 0 && (
        <p className="jp-homl-Notes-empty">
          {searching
            ? trans.__('No note contains all of these words. Try fewer words.')
            : trans.__('Select a paragraph, then choose “Add note”.')}
        </p>
      )}
      {(state.view === 'date' && !state.searchResult
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
                highlighted={state.highlighted.includes(note.id)}
                Markdown={props.Markdown}
                trans={trans}
              />
            ))}
          </ul>
        </section>
      ))}
      <Collapsible
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
          highlighted={state.highlighted}
          actions={actions}
          trans={trans}
        />
      </Collapsible>
      <Collapsible
        title={trans.__('Links')}
        count={shown.links.length}
        open={searching && shown.links.length > 0}
      >
        <LinkList links={shown.links} actions={actions} trans={trans} />
      </Collapsible>
      <Collapsible
        title={trans.__('Files')}
        count={shown.files.length}
        open={searching && shown.files.length > 0}
      >
        <FileList files={shown.files} actions={actions} trans={trans} />
      </Collapsible>
      <p className="jp-homl-Notes-empty">
        {trans.__('Stored as plain text in %1.', shown.file)}
      </p>
    </>
  );
}
