/**
 * The road: suggestions, search, and the parts with their lessons and exercises.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type {
  ICourse,
  ILesson,
  IPart,
  ISearchTexts,
  IStep,
  Mark
} from '../documents';
import { translateText } from '../i18n';
import { lessonsDone } from '../models/nextexercise';
import { dueSkills } from '../review/skilllevels';
import { exerciseTitle, markText } from '../texts';
import { ComingRow } from './comingrow';
import type { KeyAction } from './keys';
import { LessonRow } from './lessonrow';
import { NextUp } from './nextup';
import type { RoadPlace } from './place';
import { SearchBar } from './searchbar';
import type { Filter } from './searchindex';
import { buildIndex, searchCourse, searchTerms } from './searchindex';
import { SearchResults } from './searchresults';
import type { IResultActions } from './searchresults';
import { useKeptScroll } from './usekeptscroll';
import { useRovingFocus } from './userovingfocus';

/** How many search results are listed until the learner asks for more. */
const MAX_LISTED = 40;

/** Actions of the road. */
export interface IRoadActions extends IResultActions {
  go: (step: IStep) => void;
  /** Set a mark; `none` removes it. */
  mark: (subject: string, state: Mark | 'none') => void;
}

/** Props of the road. */
export interface IRoadProps {
  course: ICourse;
  /** Words of sections and exercises; null while they are not loaded. */
  texts: ISearchTexts | null;
  /** Load them. */
  loadTexts: () => void;
  actions: IRoadActions;
  /** Where the road stood before the page was loaded again. */
  place: RoadPlace;
  trans: TranslationBundle;
}

/** The road. */
export function Road(props: IRoadProps): JSX.Element {
  const { actions, course, loadTexts, place, texts, trans } = props;
  const due = React.useMemo(() => dueSkills(course), [course]);
  const [query, setQuery] = React.useState('');
  const [filter, setFilter] = React.useState<Filter>('all');
  const [toggled, setToggled] = React.useState(() => place.load().toggled);
  const [news, setNews] = React.useState('');
  const field = React.useRef<HTMLInputElement>(null);
  const index = React.useMemo(
    () => buildIndex(course, texts, text => translateText(trans, text)),
    [course, texts, trans]
  );
  const known = React.useMemo(
    () => new Map(allLessons(course).map(lesson => [lesson.id, lesson])),
    [course]
  );
  const searching = query.trim() !== '' || filter !== 'all';
  const found = React.useMemo(
    () => (searching ? searchCourse(index, query, filter, due) : null),
    [due, filter, index, query, searching]
  );
  const [all, setAll] = React.useState(false);
  const listed = found && !all ? found.slice(0, MAX_LISTED) : found;
  const more = (found?.length ?? 0) - (listed?.length ?? 0);
  const current = course.continue?.lesson;
  // The first steps are a single exercise, to which *Start* leads.
  const unfolded = current === course.first_steps?.id ? undefined : current;
  const isUnfolded = (lesson: string): boolean =>
    toggled[lesson] ?? lesson === unfolded;
  const narrow = (change: () => void): void => {
    change();
    setAll(false);
    setNews('');
  };
  const act = (
    action: Exclude<KeyAction, { kind: 'move' }>,
    row: HTMLElement
  ): void => {
    const subject = row.dataset.row ?? '';
    if (action.kind === 'search') {
      field.current?.focus();
    } else if (action.kind === 'expand') {
      if (row.getAttribute('aria-expanded') === String(!action.expanded)) {
        row.click();
      }
    } else {
      const known = markOf(course, subject);
      if (known !== undefined) {
        const state = known.mark === action.state ? 'none' : action.state;
        actions.mark(subject, state);
        setNews(markChangeText(trans, known.title, state));
      }
    }
  };
  const { ref, ...list } = useRovingFocus<HTMLDivElement>({ act });
  const restored = useKeptScroll(ref, place);
  const shownCurrent = React.useRef<string>();
  React.useEffect(() => {
    // A road that stands where it stood is only moved once the current lesson changes.
    if (!restored.current || shownCurrent.current !== undefined) {
      ref.current
        ?.querySelector('[aria-current]')
        ?.scrollIntoView({ block: 'nearest' });
    }
    shownCurrent.current = current;
  }, [current, ref, restored]);
  React.useEffect(() => place.save({ toggled }), [place, toggled]);
  const rows = {
    known,
    current,
    isUnfolded,
    toggle: (lesson: string) =>
      setToggled(old => ({ ...old, [lesson]: !isUnfolded(lesson) })),
    actions,
    trans
  };
  return (
    <>
      <NextUp
        next={course.continue}
        others={course.next_up ?? [] /* an older server sends none */}
        titleOf={step => stepTitle(trans, course, step)}
        started={course.started}
        go={actions.go}
        trans={trans}
      />
      <SearchBar
        ref={field}
        query={query}
        filter={filter}
        setQuery={words => {
          loadTexts();
          narrow(() => setQuery(words));
        }}
        prepare={loadTexts}
        setFilter={which => narrow(() => setFilter(which))}
        focusResults={() =>
          ref.current
            ?.querySelector<HTMLElement>('button[data-row]:not(:disabled)')
            ?.focus()
        }
        trans={trans}
      />
      <p className="jp-homl-VisuallyHidden" role="status">
        {news || (found ? matchCountText(trans, found.length) : '')}
      </p>
      {found?.length === 0 && (
        <p className="jp-homl-Road-empty">
          {noMatchText(trans, filter, query)}
        </p>
      )}
      <div ref={ref} {...list} aria-describedby="jp-homl-road-keys">
        {listed && (
          <SearchResults
            results={listed}
            terms={searchTerms(query)}
            actions={actions}
            trans={trans}
          />
        )}
        {course.first_steps && !found && (
          <ul className="jp-homl-FirstSteps">
            <Row {...rows} lesson={course.first_steps} heading="h3" />
          </ul>
        )}
        {!found &&
          course.parts.map(part => (
            <RoadPart key={part.id} {...rows} part={part} />
          ))}
        {more > 0 && (
          <button
            type="button"
            className="jp-homl-Button jp-homl-Road-more"
            data-row="more"
            onClick={() => setAll(true)}
          >
            {trans._n('Show %1 more result', 'Show %1 more results', more)}
          </button>
        )}
      </div>
      <p id="jp-homl-road-keys" className="jp-homl-Road-keys">
        {trans.__(
          'Keys: ↑ ↓ move, ← → collapse or expand, D done, S skip, L learning (press again to undo), / search'
        )}
      </p>
    </>
  );
}

/** What the rows of the road have in common. */
interface IRowsProps {
  /** All lessons by id. */
  known: ReadonlyMap<string, ILesson>;
  /** Id of the lesson that *Start* or *Continue* leads into. */
  current: string | undefined;
  isUnfolded: (lesson: string) => boolean;
  toggle: (lesson: string) => void;
  actions: IRoadActions;
  trans: TranslationBundle;
}

function RoadPart(props: IRowsProps & { part: IPart }): JSX.Element {
  const { part, trans } = props;
  const written = part.lessons.filter(({ ready }) => ready);
  const coming = part.lessons.filter(({ ready }) => !ready);
  return (
    <section className="jp-homl-Part">
      <header>
        <h3>{translateText(trans, part.title)}</h3>
        {written.length > 0 && (
          <span>
            {trans.__('%1 of %2 done', lessonsDone(written), written.length)}
          </span>
        )}
      </header>
      <ul>
        {written.map(lesson => (
          <Row key={lesson.id} {...props} lesson={lesson} />
        ))}
        {coming.length > 0 && (
          <ComingRow part={part.id} lessons={coming} trans={trans} />
        )}
      </ul>
    </section>
  );
}

function Row(
  props: IRowsProps & { lesson: ILesson; heading?: 'h3' | 'h4' }
): JSX.Element {
  const {
    actions,
    current,
    heading,
    isUnfolded,
    known,
    lesson,
    toggle,
    trans
  } = props;
  return (
    <LessonRow
      lesson={lesson}
      heading={heading}
      needs={lesson.prerequisites.flatMap(id => known.get(id) ?? [])}
      expanded={isUnfolded(lesson.id)}
      current={lesson.id === current}
      toggle={toggle}
      openLesson={actions.openLesson}
      openExercise={actions.openExercise}
      trans={trans}
    />
  );
}

/** The first steps and the lessons of all parts. */
function allLessons(course: ICourse): ILesson[] {
  const road = course.parts.flatMap(part => part.lessons);
  return course.first_steps ? [course.first_steps, ...road] : road;
}

/** Title of a step; that of an exercise begins with its number. */
function stepTitle(
  trans: TranslationBundle,
  course: ICourse,
  step: IStep
): string {
  // The single exercise of the first steps needs no number.
  const exercise = course.parts
    .flatMap(part => part.lessons)
    .flatMap(lesson => lesson.exercises)
    .find(({ id }) => id === step.exercise);
  return exercise
    ? exerciseTitle(trans, exercise)
    : translateText(trans, step.title);
}

/** Mark and title of an exercise or a lesson; undefined for other rows. */
function markOf(
  course: ICourse,
  subject: string
): { mark: Mark | null; title: string } | undefined {
  for (const lesson of allLessons(course)) {
    if (lesson.id === subject) {
      return lesson;
    }
    const exercise = lesson.exercises.find(({ id }) => id === subject);
    if (exercise) {
      return exercise;
    }
  }
  return undefined;
}

function markChangeText(
  trans: TranslationBundle,
  title: string,
  state: Mark | 'none'
): string {
  return state === 'none'
    ? trans.__('%1: mark removed', translateText(trans, title))
    : trans.__('%1: %2', translateText(trans, title), markText(trans, state));
}

function matchCountText(trans: TranslationBundle, count: number): string {
  return trans._n('%1 match', '%1 matches', count);
}

function noMatchText(
  trans: TranslationBundle,
  filter: Filter,
  query: string
): string {
  if (query.trim()) {
    return trans.__('No matches. Try a term such as “gradient” or “loss”.');
  }
  switch (filter) {
    case 'stuck':
      return trans.__('You’re not stuck on anything.');
    case 'review':
      return trans.__('Nothing is due for review.');
    default:
      return trans.__('Nothing left to do.');
  }
}
