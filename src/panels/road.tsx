/**
 * The panel's first tab: the road.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Roadmap } from '../components/roadmap';
import type { ICourseModel, ICourseOpener, ICourseTab } from '../tokens';

/** What the tab needs. */
export interface IRoadTabOptions {
  course: ICourseModel;
  opener: ICourseOpener;
  trans: TranslationBundle;
}

/** The tab with the road through the course. */
export function roadTab(options: IRoadTabOptions): ICourseTab {
  const { course, opener, trans } = options;
  return {
    id: 'road',
    label: trans.__('Road'),
    rank: 0,
    changed: course.changed,
    render: () => (
      <Roadmap
        state={course.state}
        refresh={() => void course.refresh()}
        openContinue={() => {
          const next = course.state.course?.continue;
          if (next) {
            void opener.open(next.lesson, next.notebook, next.exercise);
          }
        }}
        openLesson={lesson => void opener.open(lesson, 'lesson')}
        openExercise={exercise => {
          const lesson = course.lessonOf(exercise);
          if (lesson) {
            void opener.open(lesson.id, 'exercises', exercise);
          }
        }}
        trans={trans}
      />
    )
  };
}
