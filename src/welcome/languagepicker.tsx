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
  /** Reload the page, which a change of the language needs. */
  reload: () => void;
  /** Current language of the page, such as en or zh-CN. */
  language: string;
  trans: TranslationBundle;
}

/**
 * The installed languages if there are several; once another one is chosen, a button to change to
 * it, which reloads the page.
 *
 * #### Notes
 * The setting is changed with the reload, not before: JupyterLab translates its menus as soon as
 * the setting changes, takes that for a change of the menus, and asks for a reload in a dialog.
 */
export function LanguagePicker(props: ILanguagePickerProps): JSX.Element {
  const { choice, language, reload, trans } = props;
  const [known, setKnown] = React.useState<ILanguages | null>(null);
  const [problem, setProblem] = React.useState<Problem | null>(null);
  const [wanted, setWanted] = React.useState<string | null>(null);
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
  const change = async (id: string): Promise<void> => {
    try {
      await choice.set(id);
      reload();
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
            value={wanted ?? known.chosen}
            onChange={event => setWanted(event.target.value)}
          >
            <option value={SERVER_LANGUAGE}>
              {known.chosen === SERVER_LANGUAGE
                ? trans.__('Server default (%1)', now?.name ?? language)
                : trans.__('Server default')}
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
        {known && wanted !== null && wanted !== known.chosen && (
          <p>
            {trans.__(
              'The page is reloaded. Your answers are kept. Kernels that are running change their language when you restart them.'
            )}{' '}
            <button
              type="button"
              className="jp-homl-Button"
              onClick={() => void change(wanted)}
            >
              {trans.__('Change the language')}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}
