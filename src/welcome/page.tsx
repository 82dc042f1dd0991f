/**
 * Welcome page: what the course is and how to start, then goal and self-check. Loaded lazily.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

import { Icon, ProblemNote } from '../components/basics';
import type { ILesson } from '../documents';
import { translate } from '../i18n';
import { spinnerIcon } from '../icons';
import type { ICourseModel } from '../tokens';
import type { IWelcome } from './documents';
import { GoalPicker } from './goalpicker';
import { Hero } from './hero';
import type { ILanguageChoice } from './language';
import { LanguagePicker } from './languagepicker';
import type { WelcomeModel } from './model';
import { SelfCheck } from './selfcheck';

import '../../style/welcome.css';

/** Props of the page. */
export interface IWelcomePageProps {
  model: WelcomeModel;
  /** Knows what comes after the first exercise. */
  course: Pick<ICourseModel, 'state' | 'changed' | 'lesson'>;
  /** Null if JupyterLab has no settings. */
  languages: ILanguageChoice | null;
  /** Current language of the page, such as en or zh-CN. */
  language: string;
  openFirst: (lesson: string, exercise: string) => void;
  /** Open the lesson that teaches a topic. */
  openTopic: (lesson: string) => void;
  /** Go where *Continue* leads. */
  goOn: () => void;
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
  const { course, language, languages, model, tour, trans } = props;
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
  const tourChanged = tour?.changed;
  React.useEffect(() => {
    const update = (): void => again();
    tourChanged?.connect(update);
    course.changed.connect(update);
    return () => {
      tourChanged?.disconnect(update);
      course.changed.disconnect(update);
    };
  }, [course, tourChanged]);
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
      {languages && (
        <LanguagePicker
          choice={languages}
          reload={props.reload}
          language={language}
          trans={trans}
        />
      )}
      <Hero
        first={page?.first}
        next={nextOf(course, trans)}
        openFirst={props.openFirst}
        goOn={props.goOn}
        trans={trans}
      >
        {tour && (
          <button
            type="button"
            className="jp-homl-LinkButton"
            onClick={tour.start}
          >
            {tour.label()}
          </button>
        )}
        <button
          type="button"
          className="jp-homl-LinkButton"
          onClick={props.showRoad}
        >
          {trans.__('Show the road')}
        </button>
      </Hero>
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
      <p className="jp-homl-Welcome-again">
        {trans.__(
          'Your answers are saved as you give them. To come back to this page, choose “Welcome to Hands-On ML” in the Help menu.'
        )}
      </p>
    </>
  );
}

/** The lesson that *Continue* leads into, and why; null if it leads nowhere or the course is not loaded. */
function nextOf(
  course: IWelcomePageProps['course'],
  trans: TranslationBundle
): { lesson: ILesson; why: string } | null {
  const step = course.state.course?.continue;
  const lesson = step && course.lesson(step.lesson);
  return lesson ? { lesson, why: translate(trans, step.reason) } : null;
}

function Questions(
  props: IWelcomePageProps & { page: IWelcome; state: WelcomeModel['state'] }
): JSX.Element {
  const { language, model, page, state, trans } = props;
  const { goal, topics } = page;
  const rated = topics.filter(topic => topic.ratings.length > 0).length;
  return (
    <>
      <section className="jp-homl-Welcome-part">
        <h2>{trans.__('What do you want to learn?')}</h2>
        <p className="jp-homl-Muted">
          {trans.__(
            'The course recommends what leads there first. Nothing is locked, and you can change your mind at any time.'
          )}
        </p>
        <GoalPicker
          goal={goal}
          pending={state.goal}
          choose={id => void model.choose(id)}
          trans={trans}
        />
      </section>
      {topics.length > 0 && (
        <details className="jp-homl-Welcome-part">
          <summary>
            <h2>{trans.__('What can you already do?')}</h2>
            <span>{trans.__('%1 of %2 rated', rated, topics.length)}</span>
          </summary>
          <p>
            {trans.__(
              'Could you do both tasks of each topic now? Rate yourself; guessing is fine.'
            )}
          </p>
          <SelfCheck
            topics={topics}
            pending={state.ratings}
            rate={(topic, rating) => void model.rate(topic, rating)}
            open={props.openTopic}
            language={language}
            trans={trans}
          />
        </details>
      )}
    </>
  );
}
