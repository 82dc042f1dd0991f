/**
 * Lists of the learner's cards and of the cards offered by the course.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { focusLost } from '../components/focus';
import { translateText } from '../i18n';
import { CardForm } from './cardform';
import type { ICard, ICardText, ICourseCard } from './documents';
import { cardKindText } from './texts';

/** Actions on cards. */
export interface ICardActions {
  addCard: (card: Partial<ICard> | { course: string }) => Promise<boolean>;
  saveCard: (card: ICard, change: Partial<ICardText>) => Promise<boolean>;
  removeCard: (card: ICard) => void;
  showCourseCards: () => void;
  setNewCard: (card: Partial<ICard> | null) => void;
  showNotes: (notes: readonly string[]) => void;
}

/** The learner's cards, a form for new ones and, on request, the course's cards. */
export function CardList(props: {
  cards: ICard[];
  courseCards: ICourseCard[] | null;
  newCard: Partial<ICard> | null;
  highlighted: readonly string[];
  actions: ICardActions;
  trans: TranslationBundle;
}): JSX.Element {
  const { actions, cards, courseCards, highlighted, newCard, trans } = props;
  const [editing, setEditing] = React.useState<string | null>(null);
  // Id of the card whose form was closed; its Edit button takes the focus when it returns.
  const closed = React.useRef('');
  const close = (): void => {
    closed.current = editing ?? '';
    setEditing(null);
  };
  const focusEdit = (id: string, button: HTMLButtonElement | null): void => {
    if (button && id === closed.current) {
      closed.current = '';
      button.focus();
    }
  };
  const newButton = React.useRef<HTMLButtonElement>(null);
  const heading = React.useRef<HTMLHeadingElement>(null);
  const writing = newCard !== null;
  const offered = courseCards !== null;
  const before = React.useRef({ writing, offered });
  React.useEffect(() => {
    const was = before.current;
    before.current = { writing, offered };
    if (was.writing && !writing && focusLost()) {
      newButton.current?.focus();
    } else if (!was.offered && offered && focusLost()) {
      heading.current?.focus();
    }
  }, [writing, offered]);
  return (
    <>
      {cards.length === 0 && (
        <p className="jp-homl-Notes-empty">
          {trans.__(
            'No cards yet. A card says who someone is or what a term means, and comes up in your reviews.'
          )}
        </p>
      )}
      <ul>
        {cards.map(card =>
          editing === card.id ? (
            <li key={card.id}>
              <CardForm
                card={card}
                close={close}
                save={change => actions.saveCard(card, change)}
                trans={trans}
              />
            </li>
          ) : (
            <Card
              key={card.id}
              card={card}
              highlighted={highlighted.includes(card.id)}
              trans={trans}
            >
              {card.note && (
                <button
                  type="button"
                  className="jp-homl-LinkButton"
                  aria-label={trans.__('Note for card %1', card.name)}
                  onClick={() => actions.showNotes([card.note])}
                >
                  {trans.__('Note')}
                </button>
              )}
              <button
                ref={button => focusEdit(card.id, button)}
                type="button"
                className="jp-homl-LinkButton"
                aria-label={trans.__('Edit card %1', card.name)}
                onClick={() => setEditing(card.id)}
              >
                {trans.__('Edit')}
              </button>
              <button
                type="button"
                className="jp-homl-LinkButton"
                aria-label={trans.__('Delete card %1', card.name)}
                onClick={() => actions.removeCard(card)}
              >
                {trans.__('Delete')}
              </button>
            </Card>
          )
        )}
      </ul>
      {newCard && (
        <CardForm
          card={newCard}
          close={() => actions.setNewCard(null)}
          save={card => actions.addCard({ note: newCard.note ?? '', ...card })}
          trans={trans}
        />
      )}
      <div className="jp-homl-Notes-row">
        {!newCard && (
          <button
            ref={newButton}
            type="button"
            className="jp-homl-Button"
            onClick={() => actions.setNewCard({})}
          >
            {trans.__('New card')}
          </button>
        )}
        {!courseCards && (
          <button
            type="button"
            className="jp-homl-Button"
            onClick={actions.showCourseCards}
          >
            {trans.__('Cards from the course')}
          </button>
        )}
      </div>
      {courseCards && (
        <>
          <h4 ref={heading} tabIndex={-1}>
            {trans.__('People and terms from the course')}
          </h4>
          <ul>
            {courseCards
              .filter(card => !card.have)
              .map(card => (
                <Card
                  key={card.id}
                  card={{
                    ...card,
                    who: translateText(trans, card.who),
                    what: translateText(trans, card.what)
                  }}
                  highlighted={false}
                  trans={trans}
                >
                  <button
                    type="button"
                    className="jp-homl-LinkButton"
                    aria-label={trans.__('Add %1 to my cards', card.name)}
                    onClick={() => void actions.addCard({ course: card.id })}
                  >
                    {trans.__('Add to my cards')}
                  </button>
                </Card>
              ))}
          </ul>
        </>
      )}
    </>
  );
}

function Card(props: {
  card: ICardText & { lang: string };
  highlighted: boolean;
  children: React.ReactNode;
  trans: TranslationBundle;
}): JSX.Element {
  const { card, children, highlighted, trans } = props;
  const host = React.useRef<HTMLLIElement>(null);
  React.useEffect(() => {
    if (highlighted) {
      host.current?.scrollIntoView({ block: 'nearest' });
      host.current?.focus();
    }
  }, [highlighted]);
  return (
    <li ref={host} className="jp-homl-Note" tabIndex={-1}>
      <div className="jp-homl-Note-head">
        <b>{card.name}</b>
        {card.also && <span lang={card.lang || undefined}>{card.also}</span>}
        <span className="jp-homl-Row-note">
          {cardKindText(trans, card.kind)}
        </span>
        <span className="jp-homl-Note-buttons">{children}</span>
      </div>
      {card.who && <p>{card.who}</p>}
      {card.what && <p className="jp-homl-Note-lines">{card.what}</p>}
      {card.met && (
        <p className="jp-homl-Row-note">{trans.__('From %1', card.met)}</p>
      )}
    </li>
  );
}
