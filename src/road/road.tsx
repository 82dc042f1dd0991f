/**
 * The road: what is next, a search, and the parts with their lessons and exercises.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { LessonRow } from './lessonrow';
import type { ICourse, ILesson, IPart, IStep, Mark } from '../documents';
import { lessonsDone } from '../models/next';
import { dueSkills } from '../review/levels';
import { inWords } from '../told';
import { markWords } from '../words';
import type { Filter, IFound } from './finder';
import { find, indexOf } from './finder';
import type { KeyAction } from './keys';
import { NextUp } from './nextup';
import { useRows } from './rows';
import { Search } from './search';

/** Of what was found, so many lessons are listed, and so many rows are unfolded, until more is asked for. */
const LISTED = 60;
const UNFOLDED = 60;

/** What the road does. */
export interface IRoadActions {
  go: (step: IStep) => void;
  openLesson: (lesson: string, section?: number) => void;
  openExercise: (exercise: string) => void;
  /** Keep the learner's own word; `none` takes it back. */
  mark: (subject: string, state: Mark | 'none') => void;
}

/** What the road needs. */
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
    () => indexOf(course, text => inWords(trans, text)),
    [course, trans]
  );
  const known = React.useMemo(
    () =>
      new Map(
        course.parts
          .flatMap(part => part.lessons)
          .map(lesson => [lesson.id, lesson])
      ),
    [course]
  );
  const searching = query.trim() !== '' || filter !== 'all';
  const found = React.useMemo(
    () => (searching ? find(index, query, filter, due) : null),
    [due, filter, index, query, searching]
  );
  const [all, setAll] = React.useState(false);
  const open = React.useMemo(
    () => (found ? firstRows(found) : new Set([course.continue?.lesson])),
    [course, found]
  );
  const isUnfolded = (lesson: string): boolean =>
    toggled[lesson] ?? open.has(lesson);
  const listed = found && !all ? LISTED : Infinity;
  const more = found ? beyond(found, listed) : 0;
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
    } else if (action.kind === 'fold') {
      if (row.getAttribute('aria-expanded') === String(!action.open)) {
        row.click();
      }
    } else {
      const known = markOf(course, subject);
      if (known !== undefined) {
        const state = known.mark === action.state ? 'none' : action.state;
        actions.mark(subject, state);
        setNews(markNews(trans, known.title, state));
      }
    }
  };
  const { ref, ...list } = useRows<HTMLDivElement>({ act });
  return (
    <>
      <NextUp
        next={course.continue}
        others={course.next_up ?? []}
        go={actions.go}
        trans={trans}
      />
      <Search
        ref={field}
        query={query}
        filter={filter}
        setQuery={words => narrow(() => setQuery(words))}
        setFilter={which => narrow(() => setFilter(which))}
        enter={() =>
          ref.current
            ?.querySelector<HTMLElement>('button[data-row]:not(:disabled)')
            ?.focus()
        }
        trans={trans}
      />
      <p className="jp-homl-heard" role="status">
        {news || (found ? countWords(trans, found.count) : '')}
      </p>
      {found && found.count === 0 && (
        <p className="jp-homl-Road-none">{noneWords(trans, filter, query)}</p>
      )}
      <div ref={ref} {...list} aria-describedby="jp-homl-road-keys">
        {course.parts.map(part => (
          <RoadPart
            key={part.id}
            part={part}
            found={found?.parts}
            listed={listed}
            known={known}
            isUnfolded={isUnfolded}
            toggle={lesson =>
              setToggled(old => ({ ...old, [lesson]: !isUnfolded(lesson) }))
            }
            actions={actions}
            trans={trans}
          />
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
          'Keys: ↑ ↓ move, ← → fold, D done, S skip, L learning (again to take back), / search'
        )}
      </p>
    </>
  );
}

function RoadPart(props: {
  part: IPart;
  found?: IFound['parts'];
  /** How many lessons of a part are listed at most. */
  listed: number;
  /** All lessons by their id. */
  known: ReadonlyMap<string, ILesson>;
  isUnfolded: (lesson: string) => boolean;
  toggle: (lesson: string) => void;
  actions: IRoadActions;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { actions, found, isUnfolded, known, listed, part, toggle, trans } =
    props;
  const lessons = found?.get(part.id)?.slice(0, listed);
  if (found && !lessons) {
    return null;
  }
  const row = (
    lesson: ILesson,
    within?: React.ComponentProps<typeof LessonRow>['found']
  ): JSX.Element => (
    <LessonRow
      key={lesson.id}
      lesson={lesson}
      needs={lesson.prerequisites.flatMap(id => known.get(id) ?? [])}
      found={within}
      unfolded={isUnfolded(lesson.id)}
      toggle={toggle}
      openLesson={actions.openLesson}
      openExercise={actions.openExercise}
      trans={trans}
    />
  );
  return (
    <section className="jp-homl-Part">
      <header>
        <h3>{inWords(trans, part.title)}</h3>
        <span>
          {trans.__(
            '%1 of %2 done',
            lessonsDone(part.lessons),
            part.lessons.length
          )}
        </span>
      </header>
      <ul>
        {lessons
          ? lessons.map(entry =>
              row(entry.lesson, entry.whole ? undefined : entry)
            )
          : part.lessons.map(lesson => row(lesson))}
      </ul>
    </section>
  );
}

/** The lessons that are found first, as many as have few enough rows to be shown unfolded at once. */
function firstRows(found: IFound): Set<string | undefined> {
  const lessons = new Set<string>();
  let rows = 0;
  for (const { exercises, lesson, sections } of [
    ...found.parts.values()
  ].flat()) {
    rows += exercises.length + sections.length;
    if (lessons.size > 0 && rows > UNFOLDED) {
      break;
    }
    lessons.add(lesson.id);
  }
  return lessons;
}

/** How many lessons were found that are not listed. */
function beyond(found: IFound, listed: number): number {
  return [...found.parts.values()].reduce(
    (sum, lessons) => sum + Math.max(lessons.length - listed, 0),
    0
  );
}

/** The mark and the title of an exercise or a lesson; undefined for a row that is neither. */
function markOf(
  course: ICourse,
  subject: string
): { mark: Mark | null; title: string } | undefined {
  for (const lesson of course.parts.flatMap(part => part.lessons)) {
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

function markNews(
  trans: TranslationBundle,
  title: string,
  state: Mark | 'none'
): string {
  return state === 'none'
    ? trans.__('%1: taken back', inWords(trans, title))
    : trans.__('%1: %2', inWords(trans, title), markWords(trans, state));
}

function countWords(trans: TranslationBundle, count: number): string {
  return trans._n('%1 match', '%1 matches', count);
}

function noneWords(
  trans: TranslationBundle,
  filter: Filter,
  query: string
): string {
  if (query.trim()) {
    return trans.__('No match; try a term, such as “gradient” or “loss”.');
  }
  switch (filter) {
    case 'stuck':
      return trans.__('You are stuck nowhere.');
    case 'review':
      return trans.__('Nothing is due for review.');
    default:
      return trans.__('Nothing is left to do.');
  }
}
