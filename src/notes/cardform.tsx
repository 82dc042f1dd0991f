/**
 * Form for creating and editing a card.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { focusLost, takeFocus } from '../components/focus';
import type { CardKind, ICard, ICardText } from './documents';
import { cardKindText } from './texts';

const KINDS: readonly CardKind[] = ['person', 'term', 'paper'];

/** The form, which stays open until the server has saved the card. */
export function CardForm(props: {
  card: Partial<ICard> | null;
  save: (card: ICardText) => Promise<boolean>;
  close: () => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { card, close, save, trans } = props;
  const [text, setText] = React.useState<ICardText>({
    name: card?.name ?? '',
    kind: card?.kind ?? 'term',
    also: card?.also ?? '',
    who: card?.who ?? '',
    what: card?.what ?? '',
    met: card?.met ?? ''
  });
  const first = React.useRef<HTMLInputElement>(null);
  // The control that opened the form, if it is still there when the form closes.
  const [opener] = React.useState(() => document.activeElement);
  React.useEffect(() => {
    takeFocus(first.current);
    return () => {
      if (focusLost() && opener instanceof HTMLElement && opener.isConnected) {
        opener.focus();
      }
    };
  }, []);
  const change = (part: Partial<ICardText>): void =>
    setText({ ...text, ...part });
  const line = (
    key: 'name' | 'also' | 'who' | 'met',
    label: string,
    reference?: React.Ref<HTMLInputElement>
  ): JSX.Element => (
    <label>
      {label}
      <input
        ref={reference}
        type="text"
        value={text[key]}
        onChange={event => change({ [key]: event.target.value })}
      />
    </label>
  );
  return (
    <form
      className="jp-homl-Editor"
      aria-label={card?.id ? trans.__('Edit card') : trans.__('New card')}
      onSubmit={event => {
        event.preventDefault();
        if (text.name.trim()) {
          void save(text).then(saved => saved && close());
        }
      }}
    >
      {line('name', trans.__('Name or term'), first)}
      <label>
        {trans.__('Kind')}
        <select
          value={text.kind}
          onChange={event => change({ kind: event.target.value as CardKind })}
        >
          {KINDS.map(kind => (
            <option key={kind} value={kind}>
              {cardKindText(trans, kind)}
            </option>
          ))}
        </select>
      </label>
      {line('also', trans.__('In another language'))}
      {text.kind !== 'term' &&
        line(
          'who',
          text.kind === 'paper' ? trans.__('Authors') : trans.__('Who')
        )}
      <label>
        {text.kind === 'person'
          ? trans.__('Known for')
          : text.kind === 'paper'
            ? trans.__('What it says')
            : trans.__('What it means')}
        <textarea
          rows={3}
          value={text.what}
          onChange={event => change({ what: event.target.value })}
        />
      </label>
      {line('met', trans.__('Where you came across it, such as ch04 §2'))}
      <div className="jp-homl-Editor-buttons">
        <button
          type="submit"
          className="jp-homl-Button jp-homl-mod-primary"
          aria-disabled={!text.name.trim()}
        >
          {trans.__('Save card')}
        </button>
        <button type="button" className="jp-homl-Button" onClick={close}>
          {trans.__('Cancel')}
        </button>
      </div>
    </form>
  );
}
