/**
 * The panel's Road tab.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { CourseLoader } from '../components/courseloader';
import type { ICourseModel, ICourseOpener, ICourseTab } from '../tokens';
import { Road } from './road';
import type { IRoadActions } from './road';

/** Dependencies of the tab. */
export interface IRoadTabOptions {
  course: ICourseModel;
  opener: ICourseOpener;
  /** Set a mark on an exercise or a lesson. */
  mark: IRoadActions['mark'];
  trans: TranslationBundle;
}

/** Create the Road tab. */
export function roadTab(options: IRoadTabOptions): ICourseTab {
  const { course, trans } = options;
  return {
    id: 'road',
    label: trans.__('Road'),
    rank: 0,
    changed: course.changed,
    render: () => (
      <CourseLoader
        state={course.state}
        refresh={() => void course.refresh()}
        trans={trans}
      >
        {found => (
          <Road course={found} actions={roadActions(options)} trans={trans} />
        )}
      </CourseLoader>
    )
  };
}

/** Actions of the road's rows. */
export function roadActions(options: IRoadTabOptions): IRoadActions {
  const { course, mark, opener } = options;
  return {
    go: step =>
      void opener.open(step.lesson, step.notebook, step.exercise, step.section),
    openLesson: (lesson, section) =>
      void opener.open(lesson, 'lesson', null, section),
    openExercise: exercise => {
      const lesson = course.lessonOf(exercise);
      if (lesson) {
        void opener.open(lesson.id, 'exercises', exercise);
      }
    },
    mark
  };
}
