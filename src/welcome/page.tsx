/**
 * Welcome page: goal, self-check, language, first exercise and tour. Loaded lazily.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

import { Icon, ProblemNote } from '../components/basics';
import { passedIcon, spinnerIcon } from '../icons';
import type { IWelcome } from './documents';
import { FirstExercise } from './firstexercise';
import { GoalPicker } from './goalpicker';
import type { ILanguageChoice } from './language';
import { LanguagePicker } from './languagepicker';
import type { WelcomeModel } from './model';
import { SelfCheck } from './selfcheck';

/** Props of the page. */
export interface IWelcomePageProps {
  model: WelcomeModel;
  /** Null if JupyterLab has no settings. */
  languages: ILanguageChoice | null;
  /** Current language of the page, such as en or zh-CN. */
  language: string;
  openFirst: (lesson: string, exercise: string) => void;
  reload: () => void;
  /** Button that starts or continues the tour; null if the tour is not available. */
  tour: {
    label: () => string;
    /** Emitted when the label may have changed. */
    changed: ISignal<unknown, unknown>;
    start: () => void;
  } | null;
  showRoad: () => void;
  trans: TranslationBundle;
}

/** The page in all its states. */
export function WelcomePage(props: IWelcomePageProps): JSX.Element {
  const { model, trans } = props;
  const [state, setState] = React.useState(model.state);
  React.useEffect(() => {
    const update = (): void => setState(model.state);
    model.changed.connect(update);
    void model.refresh();
    return () => {
      model.changed.disconnect(update);
    };
  }, [model]);
  const [, again] = React.useReducer((count: number) => count + 1, 0);
  const news = props.tour?.changed;
  React.useEffect(() => {
    news?.connect(again);
    return () => {
      news?.disconnect(again);
    };
  }, [news]);
  const { failure, loading, page } = state;
  const isPending =
    state.goal !== undefined || Object.keys(state.ratings).length > 0;
  // Announce only what has been saved since the page was opened.
  const hasAnswered = React.useRef(false);
  React.useEffect(() => {
    hasAnswered.current ||= isPending;
  }, [isPending]);
  return (
    <>
      <h1>{trans.__('Welcome to Hands-On Machine Learning')}</h1>
      <p>
        {trans.__(
          'Four short steps, in any order. Your answers are saved as you go. You can leave and come back at any time: choose “Welcome” in the Help menu.'
        )}
      </p>
      {failure && !loading && (
        <ProblemNote
          problem={failure}
          retry={() => void model.retry()}
          trans={trans}
        />
      )}
      <p className="jp-homl-VisuallyHidden" role="status">
        {page && !isPending && !failure && hasAnswered.current
          ? trans.__('Saved.')
          : ''}
      </p>
      {page ? (
        <Questions {...props} page={page} state={state} />
      ) : (
        loading && (
          <p className="jp-homl-Empty" role="status">
            <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />
            {trans.__('Loading your answers…')}
          </p>
        )
      )}
    </>
  );
}

function Questions(
  props: IWelcomePageProps & { page: IWelcome; state: WelcomeModel['state'] }
): JSX.Element {
  const { language, languages, model, page, state, tour, trans } = props;
  const { first, goal, topics } = page;
  const rated = topics.filter(topic => topic.ratings.length > 0).length;
  return (
    <>
      <Part
        title={trans.__('1 · What are you here for?')}
        done={goal.at !== null}
        trans={trans}
      >
        <GoalPicker
          goal={goal}
          pending={state.goal}
          choose={id => void model.choose(id)}
          trans={trans}
        />
      </Part>
      <Part
        title={trans.__('2 · What can you already do?')}
        done={topics.length > 0 && rated === topics.length}
        note={trans.__('%1 of %2 rated', rated, topics.length)}
        trans={trans}
      >
        <p>
          {trans.__(
            'Could you do both tasks of each topic now? Rate yourself; guessing is fine.'
          )}
        </p>
        <SelfCheck
          topics={topics}
          pending={state.ratings}
          rate={(topic, rating) => void model.rate(topic, rating)}
          language={language}
          trans={trans}
        />
      </Part>
      {languages && (
        <Part title={trans.__('3 · Which language?')} trans={trans}>
          <LanguagePicker
            choice={languages}
            reload={props.reload}
            language={language}
            trans={trans}
          />
        </Part>
      )}
      {first && (
        <Part
          title={trans.__('4 · Your first exercise')}
          done={first.status === 'passed'}
          trans={trans}
        >
          <FirstExercise
            first={first}
            open={() => props.openFirst(first.lesson, first.exercise)}
            trans={trans}
          />
        </Part>
      )}
      <p className="jp-homl-Welcome-on">
        {tour && (
          <button
            type="button"
            className="jp-homl-Button jp-homl-mod-primary"
            onClick={tour.start}
          >
            {tour.label()}
          </button>
        )}
        <button
          type="button"
          className="jp-homl-Button"
          onClick={props.showRoad}
        >
          {trans.__('Show the road')}
        </button>
      </p>
    </>
  );
}

function Part(
  props: React.PropsWithChildren<{
    title: string;
    done?: boolean;
    note?: string;
    trans: TranslationBundle;
  }>
): JSX.Element {
  const { children, done, note, title, trans } = props;
  return (
    <section className="jp-homl-Welcome-part">
      <header>
        <h2>{title}</h2>
        {done ? (
          <span className="jp-homl-Welcome-state">
            <Icon icon={passedIcon} /> {trans.__('done')}
          </span>
        ) : (
          note && <span className="jp-homl-Welcome-state">{note}</span>
        )}
      </header>
      {children}
    </section>
  );
}
