/**
 * Lists of links and attached files.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { focusLost } from '../components/focus';
import type { IAttachment, ILink, LinkState } from './documents';
import { fileSizeText, linkStateText } from './texts';

const STATES: readonly LinkState[] = ['found', 'gone', 'instead'];

/** Actions on links and files. */
export interface ILinkActions {
  addLink: (url: string, title: string) => Promise<boolean>;
  saveLink: (link: ILink, change: Partial<ILink>) => void;
  removeLink: (link: ILink | IAttachment) => void;
  openFile: (file: IAttachment) => void;
  attach: () => void;
}

/** The links with their states, and a form to add one. */
export function LinkList(props: {
  links: ILink[];
  actions: ILinkActions;
  trans: TranslationBundle;
}): JSX.Element {
  const { actions, links, trans } = props;
  return (
    <>
      <ul>
        {links.map(link => (
          <LinkItem key={link.id} link={link} actions={actions} trans={trans} />
        ))}
      </ul>
      <LinkForm add={actions.addLink} trans={trans} />
    </>
  );
}

function LinkItem(props: {
  link: ILink;
  actions: ILinkActions;
  trans: TranslationBundle;
}): JSX.Element {
  const { actions, link, trans } = props;
  const [old, setOld] = React.useState(link.instead_of);
  return (
    <li className="jp-homl-Note">
      <p>
        <a href={safeUrl(link.url)} target="_blank" rel="noopener noreferrer">
          {link.title}
        </a>
      </p>
      <div className="jp-homl-Note-head">
        <select
          aria-label={trans.__('State of the link %1', link.title)}
          value={link.state}
          onChange={event =>
            actions.saveLink(link, { state: event.target.value as LinkState })
          }
        >
          {STATES.map(state => (
            <option key={state} value={state}>
              {linkStateText(trans, state)}
            </option>
          ))}
        </select>
        {link.date && <time dateTime={link.date}>{link.date}</time>}
        <span className="jp-homl-Note-buttons">
          <button
            type="button"
            className="jp-homl-LinkButton"
            aria-label={trans.__('Delete link %1', link.title)}
            onClick={() => actions.removeLink(link)}
          >
            {trans.__('Delete')}
          </button>
        </span>
      </div>
      {link.state === 'instead' && (
        <label className="jp-homl-Notes-old">
          {trans.__('The original address')}
          <input
            type="url"
            value={old}
            onChange={event => setOld(event.target.value)}
            onBlur={() =>
              old !== link.instead_of &&
              actions.saveLink(link, { instead_of: old })
            }
          />
        </label>
      )}
    </li>
  );
}

function LinkForm(props: {
  add: (url: string, title: string) => Promise<boolean>;
  trans: TranslationBundle;
}): JSX.Element {
  const { add, trans } = props;
  const [url, setUrl] = React.useState('');
  const [title, setTitle] = React.useState('');
  return (
    <form
      className="jp-homl-Editor"
      aria-label={trans.__('New link')}
      onSubmit={event => {
        event.preventDefault();
        if (url.trim()) {
          void add(url, title).then(added => {
            if (added) {
              setUrl('');
              setTitle('');
            }
          });
        }
      }}
    >
      <label>
        {trans.__('Address')}
        <input
          type="url"
          value={url}
          placeholder={trans.__('https://…')}
          onChange={event => setUrl(event.target.value)}
        />
      </label>
      <label>
        {trans.__('Title')}
        <input
          type="text"
          value={title}
          onChange={event => setTitle(event.target.value)}
        />
      </label>
      <div className="jp-homl-Editor-buttons">
        <button
          type="submit"
          className="jp-homl-Button"
          aria-disabled={!url.trim()}
        >
          {trans.__('Add link')}
        </button>
      </div>
    </form>
  );
}

/** The attached files, and a button to attach one. */
export function FileList(props: {
  files: IAttachment[];
  actions: ILinkActions;
  trans: TranslationBundle;
}): JSX.Element {
  const { actions, files, trans } = props;
  const list = React.useRef<HTMLUListElement>(null);
  const attachButton = React.useRef<HTMLButtonElement>(null);
  const detached = React.useRef({ index: 0, of: 0 });
  React.useEffect(() => {
    const { index, of } = detached.current;
    if (files.length < of) {
      detached.current = { index: 0, of: 0 };
      const row = list.current?.children[Math.min(index, files.length - 1)];
      if (focusLost()) {
        (row instanceof HTMLElement ? row : attachButton.current)?.focus();
      }
    }
  }, [files]);
  return (
    <>
      <ul ref={list}>
        {files.map((file, index) => (
          <li key={file.id} className="jp-homl-Note" tabIndex={-1}>
            <p>
              {file.size === null ? (
                trans.__('%1 no longer exists.', file.name)
              ) : (
                <button
                  type="button"
                  className="jp-homl-LinkButton"
                  onClick={() => actions.openFile(file)}
                >
                  {file.title}
                </button>
              )}
            </p>
            <div className="jp-homl-Note-head">
              {file.size !== null && (
                <span className="jp-homl-Row-note">
                  {fileSizeText(trans, file.size)}
                </span>
              )}
              {file.date && <time dateTime={file.date}>{file.date}</time>}
              <span className="jp-homl-Note-buttons">
                <button
                  type="button"
                  className="jp-homl-LinkButton"
                  aria-label={trans.__('Detach %1', file.title)}
                  onClick={() => {
                    detached.current = { index, of: files.length };
                    actions.removeLink(file);
                  }}
                >
                  {trans.__('Detach')}
                </button>
              </span>
            </div>
          </li>
        ))}
      </ul>
      <div className="jp-homl-Notes-row">
        <button
          ref={attachButton}
          type="button"
          className="jp-homl-Button"
          onClick={actions.attach}
        >
          {trans.__('Attach a file…')}
        </button>
      </div>
    </>
  );
}

/** The URL if it is safe to open; files edited by hand may contain any scheme. */
export function safeUrl(url: string): string | undefined {
  // a parser sees what a browser would: it leaves out control characters, for example
  try {
    const { protocol } = new URL(url, 'https://relative.invalid/');
    return ['http:', 'https:', 'mailto:'].includes(protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
