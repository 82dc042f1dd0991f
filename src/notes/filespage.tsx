/**
 * Files tab of the course page: where the learner's files are.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { ProblemNote } from '../components/basics';
import { translateText } from '../i18n';
import type { Problem } from '../request';
import { problemOf } from '../request';
import type { IPlaces } from './documents';
import { fileSizeText, lessonName, linkStateText } from './texts';

import '../../style/files.css';

/** Props of the page. */
export interface IFilesPageProps {
  load: () => Promise<IPlaces>;
  /** Open a file, given its path in the workspace. */
  open: (root: string, path: string) => void;
  /** Show a folder in the file browser. */
  reveal: (root: string, path: string) => void;
  trans: TranslationBundle;
}

/** Workspace, lessons, notes, attached files and links. */
export default function FilesPage(props: IFilesPageProps): JSX.Element {
  const { load, trans } = props;
  const [places, setPlaces] = React.useState<IPlaces | null>(null);
  const [problem, setProblem] = React.useState<Problem | null>(null);
  const fetch = (): void => {
    setProblem(null);
    load().then(setPlaces, reason => setProblem(problemOf(reason)));
  };
  React.useEffect(fetch, []);
  if (problem) {
    return <ProblemNote problem={problem} retry={fetch} trans={trans} />;
  }
  if (!places) {
    return (
      <p className="jp-homl-Empty" role="status">
        {trans.__('Loading your files…')}
      </p>
    );
  }
  return <Places {...props} places={places} />;
}

function Places(props: IFilesPageProps & { places: IPlaces }): JSX.Element {
  const { open, places, reveal, trans } = props;
  const { root } = places;
  const entry = (
    path: string,
    label: string,
    act: (root: string, path: string) => void
  ): JSX.Element =>
    root === null ? (
      <code>{path}</code>
    ) : (
      <button
        type="button"
        className="jp-homl-LinkButton"
        onClick={() => act(root, path)}
      >
        {label}
      </button>
    );
  return (
    <div className="jp-homl-Files">
      <h3>{trans.__('Your workspace')}</h3>
      <p>
        <code>{places.workspace}</code>
      </p>
      <p>
        {trans.__(
          'Everything you write is in this folder; copy it to back everything up. Notes are plain Markdown.'
        )}
      </p>
      <h3>{trans.__('Lessons')}</h3>
      <ul>
        {places.lessons.map(lesson => (
          <li key={lesson.id}>
            {lesson.handed_out
              ? entry(lesson.path, translateText(trans, lesson.title), reveal)
              : trans.__(
                  '%1: not opened yet',
                  translateText(trans, lesson.title)
                )}
            {lesson.notes && (
              <> · {entry(lesson.notes, trans.__('Notes'), open)}</>
            )}
          </li>
        ))}
      </ul>
      <h3>{trans.__('Notes')}</h3>
      <p>
        {places.notes_exist
          ? entry(places.notes, trans.__('Folder with notes and cards'), reveal)
          : trans.__('This folder is created with your first note.')}
      </p>
      <h3>{trans.__('Attached files')}</h3>
      {places.files.length + places.other_files.length === 0 && (
        <p>{trans.__('None yet. Attach one in the Notes tab of the panel.')}</p>
      )}
      <ul>
        {places.files.map(file => (
          <li key={`${file.lesson} ${file.id}`}>
            {file.size === null ? (
              trans.__('%1 no longer exists.', file.name)
            ) : (
              <>
                {entry(file.path, file.title, open)} ·{' '}
                {lessonName(trans, file.lesson)} ·{' '}
                {fileSizeText(trans, file.size)}
              </>
            )}
          </li>
        ))}
        {places.other_files.map(file => (
          <li key={file.name}>
            {entry(file.path, file.name, open)} ·{' '}
            {fileSizeText(trans, file.size)}
          </li>
        ))}
      </ul>
      <h3>{trans.__('Links')}</h3>
      {places.links.length === 0 && (
        <p>{trans.__('None yet. Add one in the Notes tab of the panel.')}</p>
      )}
      <ul>
        {places.links.map(link => (
          <li key={`${link.lesson} ${link.id}`}>
            {link.title} · {linkStateText(trans, link.state)} ·{' '}
            {lessonName(trans, link.lesson)}
          </li>
        ))}
      </ul>
    </div>
  );
}
