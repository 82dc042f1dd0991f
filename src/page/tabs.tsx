/**
 * Tabs of the course page; their content is loaded when they are first activated.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { CourseLoader } from '../components/courseloader';
import type { Dates } from '../dates';
import type { ICourse, Mark } from '../documents';
import { LessonLevels } from '../review/skilllevels';
import type { IRoadApi } from '../road/api';
import type { IAtlas } from '../road/documents';
import type { ICourseModel, ICourseOpener, ICourseTab } from '../tokens';
import { useFetch } from '../components/usefetch';

const Picture = React.lazy(() => import('./coursemap'));
const Progress = React.lazy(() => import('./progress'));
const Editions = React.lazy(() => import('./editions'));
const Paths = React.lazy(() => import('./paths'));

/** Dependencies of the tabs. */
export interface IPageTabsOptions {
  api: IRoadApi;
  course: ICourseModel;
  opener: ICourseOpener;
  mark: (subject: string, state: Mark | 'none') => void;
  startReview: () => void;
  dates: Dates;
  trans: TranslationBundle;
}

/** The Road, Progress, Editions and Paths tabs. */
export function pageTabs(options: IPageTabsOptions): ICourseTab[] {
  const { api, course, dates, opener, startReview, trans } = options;
  const openLesson = (lesson: string, section?: number): void =>
    void opener.open(lesson, 'lesson', null, section);
  // The atlas is part of the course and does not change while the page is open.
  let atlas: Promise<IAtlas> | null = null;
  const fetchAtlas = (): Promise<IAtlas> => {
    atlas ??= api.atlas().catch(reason => {
      atlas = null;
      throw reason;
    });
    return atlas;
  };
  const tab = (
    id: string,
    label: string,
    rank: number,
    show: (found: ICourse) => JSX.Element
  ): ICourseTab => ({
    id,
    label,
    rank,
    changed: course.changed,
    render: () => (
      <CourseLoader
        state={course.state}
        refresh={() => void course.refresh()}
        trans={trans}
      >
        {show}
      </CourseLoader>
    )
  });
  return [
    tab('road', trans.__('Road'), 0, found => (
      <CourseMapTab
        {...options}
        found={found}
        fetchAtlas={fetchAtlas}
        openLesson={openLesson}
      />
    )),
    tab('progress', trans.__('Progress'), 10, found => (
      <Progress
        course={found}
        fetch={() => api.history()}
        openLesson={openLesson}
        startReview={startReview}
        setWeeklyGoal={async minutes => {
          await api.setWeeklyGoal(minutes);
          await course.refresh();
        }}
        dates={dates}
        trans={trans}
      />
    )),
    tab('editions', trans.__('Editions'), 30, found => (
      <Editions
        course={found}
        fetch={fetchAtlas}
        openLesson={openLesson}
        trans={trans}
      />
    )),
    tab('paths', trans.__('Paths'), 40, found => (
      <Paths
        course={found}
        fetch={fetchAtlas}
        choose={async path => {
          await api.choose(path);
          await course.refresh();
        }}
        trans={trans}
      />
    ))
  ];
}

/** The map, which shows the learner's path once the atlas has been fetched. */
function CourseMapTab(
  props: IPageTabsOptions & {
    found: ICourse;
    fetchAtlas: () => Promise<IAtlas>;
    openLesson: (lesson: string, section?: number) => void;
  }
): JSX.Element {
  const { fetchAtlas, found, mark, openLesson, trans } = props;
  const atlas = useFetch(fetchAtlas);
  const path =
    atlas.kind === 'ready'
      ? atlas.value.paths.find(({ id }) => id === found.goal)?.lessons
      : undefined;
  return (
    <Picture
      course={found}
      path={path ?? []}
      openLesson={openLesson}
      mark={mark}
      skills={lesson => <LessonLevels lesson={lesson} trans={trans} />}
      trans={trans}
    />
  );
}
