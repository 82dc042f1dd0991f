/**
 * The road: suggestions, search, and the parts with their lessons and exercises.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ICourse, ILesson, IPart, IStep, Mark } from '../documents';
import { translateText } from '../i18n';
import { lessonsDone } from '../models/nextexercise';
import { dueSkills } from '../review/skilllevels';
import { exerciseTitle, markText } from '../texts';
import { ComingLesson, ComingRow } from './comingrow';
import type { KeyAction } from './keys';
import { LessonRow } from './lessonrow';
import { NextUp } from './nextup';
import { SearchBar } from './searchbar';
import type { Filter, ISearchResult } from './searchindex';
import { buildIndex, searchCourse } from './searchindex';
import { useRovingFocus } from './userovingfocus';

/** Limits on the search results that are listed and expanded until the user asks for more. */
const MAX_LISTED = 60;
const MAX_EXPANDED_ROWS = 60;

/** Actions of the road. */
export interface IRoadActions {
  go: (step: IStep) => void;
  openLesson: (lesson: string, section?: number) => void;
  openExercise: (exercise: string) => void;
  /** Set a mark; `none` removes it. */
  mark: (subject: string, state: Mark | 'none') => void;
}

/** Props of the road. */
export interface IRoadProps {
  course: ICourse;
  actions: IRoadActions;
  trans: TranslationBundle;
}

/** The road. */
export function Road(props: IRoadProps): JSX.Element {
  const { actions, course, trans } = props;
  const due = React.useMemo(() => dueSkills(course), [course]);
  const [query, setQuery] = React.useState('');
  const [filter, setFilter] = React.useState<Filter>('all');
  const [toggled, setToggled] = React.useState<Record<string, boolean>>({});
  const [news, setNews] = React.useState('');
  const field = React.useRef<HTMLInputElement>(null);
  const index = React.useMemo(
    () => buildIndex(course, text => translateText(trans, text)),
    [course, trans]
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
  const current = course.continue?.lesson;
  const open = React.useMemo(
    () =>
      found
        ? initiallyExpanded(found)
        : // The first steps are a single exercise, to which *Start* leads.
          new Set(current === course.first_steps?.id ? [] : [current]),
    [course, current, found]
  );
  const isUnfolded = (lesson: string): boolean =>
    toggled[lesson] ?? open.has(lesson);
  const listed = found && !all ? MAX_LISTED : Infinity;
  const more = found ? unlistedCount(found, listed) : 0;
  const narrow = (change: () => void): void => {
    change();
    setToggled({});
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
  React.useEffect(() => {
    ref.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest' });
  }, [current, ref]);
  const rows = {
    found: found?.parts,
    listed,
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
        setQuery={words => narrow(() => setQuery(words))}
        setFilter={which => narrow(() => setFilter(which))}
        focusResults={() =>
          ref.current
            ?.querySelector<HTMLElement>('button[data-row]:not(:disabled)')
            ?.focus()
        }
        trans={trans}
      />
      <p className="jp-homl-VisuallyHidden" role="status">
        {news || (found ? matchCountText(trans, found.count) : '')}
      </p>
      {found && found.count === 0 && (
        <p className="jp-homl-Road-empty">
          {noMatchText(trans, filter, query)}
        </p>
      )}
      <div ref={ref} {...list} aria-describedby="jp-homl-road-keys">
        {course.first_steps && !found && (
          <ul className="jp-homl-FirstSteps">
            <Row {...rows} lesson={course.first_steps} />
          </ul>
        )}
        {course.parts.map(part => (
          <RoadPart key={part.id} {...rows} part={part} />
        ))}
        {more > 0 && (
          <button
            type="button"
            className="jp-homl-Button jp-homl-Road-more"
            data-row="more"
            onClick={() => setAll(true)}
          >
            {trans._n('Show %1 more lesson', 'Show %1 more lessons', more)}
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
  found?: ISearchResult['parts'];
  /** Maximum number of lessons listed per part. */
  listed: number;
  /** All lessons by id. */
  known: ReadonlyMap<string, ILesson>;
  /** Id of the lesson that *Start* or *Continue* leads into. */
  current: string | undefined;
  isUnfolded: (lesson: string) => boolean;
  toggle: (lesson: string) => void;
  actions: IRoadActions;
  trans: TranslationBundle;
}

function RoadPart(props: IRowsProps & { part: IPart }): JSX.Element | null {
  const { found, listed, part, trans } = props;
  const lessons = found?.get(part.id)?.slice(0, listed);
  if (found && !lessons) {
    return null;
  }
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
        {lessons
          ? lessons.map(entry => (
              <Row
                key={entry.lesson.id}
                {...props}
                lesson={entry.lesson}
                within={entry.whole ? undefined : entry}
              />
            ))
          : written.map(lesson => (
              <Row key={lesson.id} {...props} lesson={lesson} />
            ))}
        {!lessons && coming.length > 0 && (
          <ComingRow part={part.id} lessons={coming} trans={trans} />
        )}
      </ul>
    </section>
  );
}

function Row(
  props: IRowsProps & {
    lesson: ILesson;
    /** The part of the lesson that matches the search, if not all of it does. */
    within?: React.ComponentProps<typeof LessonRow>['found'];
  }
): JSX.Element {
  const { actions, current, isUnfolded, known, lesson, toggle, trans, within } =
    props;
  if (!lesson.ready) {
    return <ComingLesson lesson={lesson} trans={trans} />;
  }
  return (
    <LessonRow
      lesson={lesson}
      needs={lesson.prerequisites.flatMap(id => known.get(id) ?? [])}
      found={within}
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
  const exercise = allLessons(course)
    .flatMap(lesson => lesson.exercises)
    .find(({ id }) => id === step.exercise);
  return exercise
    ? exerciseTitle(trans, exercise)
    : translateText(trans, step.title);
}

/** The first lessons of the search results, as many as can be expanded within the row limit. */
function initiallyExpanded(found: ISearchResult): Set<string | undefined> {
  const lessons = new Set<string>();
  let rows = 0;
  for (const { exercises, lesson, sections } of [
    ...found.parts.values()
  ].flat()) {
    rows += exercises.length + sections.length;
    if (lessons.size > 0 && rows > MAX_EXPANDED_ROWS) {
      break;
    }
    lessons.add(lesson.id);
  }
  return lessons;
}

/** Number of matching lessons that are not listed. */
function unlistedCount(found: ISearchResult, listed: number): number {
  return [...found.parts.values()].reduce(
    (sum, lessons) => sum + Math.max(lessons.length - listed, 0),
    0
  );
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
