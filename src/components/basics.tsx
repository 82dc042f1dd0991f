/**
 * Small components shared by several features.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { SOURCE_LANGUAGE, textLanguage, translateText } from '../i18n';
import { warningIcon } from '../icons';
import type { Problem } from '../request';
import { problemText } from '../texts';

/** A decorative icon. Text next to it, or a visually hidden `label`, gives its meaning. */
export function Icon(props: {
  icon: LabIcon;
  label?: string;
  className?: string;
}): JSX.Element {
  return (
    <span className={`jp-homl-Icon ${props.className ?? ''}`}>
      <props.icon.react tag="span" aria-hidden="true" />
      {props.label && (
        <span className="jp-homl-VisuallyHidden">{props.label}</span>
      )}
    </span>
  );
}

/** The difficulty level as stars, with text for screen readers. */
export function Stars(props: {
  level: number;
  trans: TranslationBundle;
}): JSX.Element {
  const { level, trans } = props;
  return (
    <span className="jp-homl-Stars" title={trans.__('Level %1 of 3', level)}>
      <span aria-hidden="true">{'★'.repeat(level)}</span>
      <span className="jp-homl-VisuallyHidden">
        {trans.__('level %1 of 3', level)}
      </span>
    </span>
  );
}

/** A text of the course in the language of the page, or marked as the original where it has no translation. */
export function CourseText(props: {
  text: string;
  trans: TranslationBundle;
}): JSX.Element {
  const { text, trans } = props;
  return (
    <span lang={textLanguage(trans, text)}>{translateText(trans, text)}</span>
  );
}

/** An error message with an optional button to retry. */
export function ProblemNote(props: {
  problem: Problem;
  retry?: () => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { problem, retry, trans } = props;
  return (
    <div className="jp-homl-Problem" role="alert">
      <Icon icon={warningIcon} />
      <p>{problemText(trans, problem)}</p>
      {retry && (
        <button type="button" className="jp-homl-Button" onClick={retry}>
          {trans.__('Try again')}
        </button>
      )}
    </div>
  );
}

/** Opens a section of the lesson that a text belongs to; within a provider, “§2” in sentences becomes a link. */
export const SectionLinks = React.createContext<
  ((section: number) => void) | null
>(null);

/**
 * One line of text with `code`, *emphasis* and **strong** markup.
 *
 * #### Notes
 * Server messages are plain sentences. A full Markdown renderer would be asynchronous and would
 * turn some of them into lists or headings.
 */
export function Sentence(props: { text: string }): JSX.Element {
  const openSection = React.useContext(SectionLinks);
  const parts = props.text.split(
    /(`[^`]+`|\*\*[^*\s][^*]*\*\*|\*[^*\s][^*]*\*|§\d+)/
  );
  return (
    <>
      {parts.map((part, index) => {
        if (part.length > 2 && part.startsWith('`')) {
          return (
            <code key={index} lang={SOURCE_LANGUAGE}>
              {part.slice(1, -1)}
            </code>
          );
        }
        if (part.length > 4 && part.startsWith('**')) {
          return <strong key={index}>{part.slice(2, -2)}</strong>;
        }
        if (part.length > 2 && part.startsWith('*') && part.endsWith('*')) {
          return <em key={index}>{part.slice(1, -1)}</em>;
        }
        if (openSection && /^§\d+$/.test(part)) {
          return (
            <button
              key={index}
              type="button"
              className="jp-homl-LinkButton"
              onClick={() => openSection(Number(part.slice(1)))}
            >
              {part}
            </button>
          );
        }
        return part;
      })}
    </>
  );
}
