/**
 * The glossary: the terms of the course and the people in it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ICourse, ITerm } from '../documents';
import { translateText } from '../i18n';

/** Props of the glossary. */
export interface IGlossaryProps {
  /** The terms; null while they are not loaded. */
  terms: readonly ITerm[] | null;
  course: ICourse | null;
  /** The term to lead to, and a number that changes with each wish to go there. */
  shown: { term: string; count: number } | null;
  openLesson: (lesson: string, section?: number) => void;
  trans: TranslationBundle;
}

/** The glossary. */
export default function Glossary(props: IGlossaryProps): JSX.Element {
  const { shown, terms, trans } = props;
  const list = React.useRef<HTMLDListElement>(null);
  React.useEffect(() => {
    const entry = shown && list.current?.querySelector(`#${idOf(shown.term)}`);
    if (entry instanceof HTMLElement) {
      entry.scrollIntoView({ block: 'start' });
      entry.focus();
    }
  }, [shown, terms]);
  if (!terms) {
    return <p className="jp-homl-Empty">{trans.__('Loading the glossary…')}</p>;
  }
  const inOrder = [...terms].sort((one, other) =>
    one.name.localeCompare(other.name)
  );
  return (
    <dl ref={list} className="jp-homl-Glossary">
      {inOrder.map(term => (
        <Term
          key={term.id}
          {...props}
          term={term}
          current={term.id === shown?.term}
        />
      ))}
    </dl>
  );
}

function Term(
  props: IGlossaryProps & { term: ITerm; current: boolean }
): JSX.Element {
  const { course, current, openLesson, term, trans } = props;
  const { also, id, lang, name, places, what, who } = term;
  return (
    <div
      id={idOf(id)}
      className={current ? 'jp-homl-mod-current' : ''}
      tabIndex={-1}
    >
      <dt>
        {name} {also && <span lang={lang || undefined}>{also}</span>}
      </dt>
      <dd>
        {who && <p>{translateText(trans, who)}</p>}
        <p>{translateText(trans, what)}</p>
        <p className="jp-homl-Glossary-places">
          {places.map(({ lesson: place, section }) => {
            const lesson = course?.parts
              .flatMap(part => part.lessons)
              .find(one => one.id === place);
            const text = section
              ? trans.__('Chapter %1, §%2', lesson?.number ?? place, section)
              : trans.__('Chapter %1', lesson?.number ?? place);
            return lesson?.ready ? (
              <button
                key={`${place} ${section}`}
                type="button"
                className="jp-homl-LinkButton"
                onClick={() => openLesson(place, section ?? undefined)}
              >
                {text}
              </button>
            ) : (
              <span key={`${place} ${section}`}>{text}</span>
            );
          })}
        </p>
      </dd>
    </div>
  );
}

function idOf(term: string): string {
  return `jp-homl-term-${term}`;
}
