/**
 * The display language, in a corner of the welcome page.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote } from '../components/basics';
import { languageIcon } from '../icons';
import type { Problem } from '../request';
import { problemOf } from '../request';
import type { ILanguageChoice, ILanguages } from './language';
import { SERVER_LANGUAGE } from './language';

/** Props of the picker. */
export interface ILanguagePickerProps {
  choice: ILanguageChoice;
  /** Reload the page. */
  reload: () => void;
  /** Current language of the page, such as en or zh-CN. */
  language: string;
  trans: TranslationBundle;
}

/** The installed languages if there are several; after a change, a button to reload the page. */
export function LanguagePicker(props: ILanguagePickerProps): JSX.Element {
  const { choice, language, reload, trans } = props;
  const [known, setKnown] = React.useState<ILanguages | null>(null);
  const [problem, setProblem] = React.useState<Problem | null>(null);
  const [isNew, setIsNew] = React.useState(false);
  const load = React.useCallback(async () => {
    try {
      setKnown(await choice.read());
      setProblem(null);
    } catch (reason) {
      setProblem(problemOf(reason));
    }
  }, [choice]);
  React.useEffect(() => {
    void load();
  }, [load]);
  const set = async (id: string): Promise<void> => {
    try {
      await choice.set(id);
      setKnown(old => old && { ...old, chosen: id });
      setIsNew(true);
      setProblem(null);
    } catch (reason) {
      setProblem(problemOf(reason));
    }
  };
  const now = known?.list.find(({ id }) => id.replace('_', '-') === language);
  return (
    <div className="jp-homl-Language">
      {problem && (
        <ProblemNote
          problem={problem}
          retry={() => void load()}
          trans={trans}
        />
      )}
      {known && known.list.length > 1 && (
        <label>
          <Icon
            icon={languageIcon}
            label={trans.__('Language of JupyterLab and this course')}
          />
          <select
            value={known.chosen}
            onChange={event => void set(event.target.value)}
          >
            <option value={SERVER_LANGUAGE}>
              {trans.__('Server default (%1)', now?.name ?? language)}
            </option>
            {known.list.map(({ id, name }) => (
              <option key={id} value={id} lang={id.replace('_', '-')}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <div role="status">
        {isNew && (
          <p>
            {trans.__(
              'The language changes when you reload this page. Your answers are kept.'
            )}{' '}
            <button type="button" className="jp-homl-Button" onClick={reload}>
              {trans.__('Reload now')}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}
