/**
 * The panel's Road tab.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import * as React from 'react';

import { CourseLoader } from '../components/courseloader';
import type { CourseTexts } from '../models/coursetexts';
import type { ICourseModel, ICourseOpener, ICourseTab } from '../tokens';
import type { RoadPlace } from './place';
import { Road } from './road';
import type { IRoadActions } from './road';

/** Dependencies of the tab. */
export interface IRoadTabOptions {
  course: ICourseModel;
  opener: ICourseOpener;
  /** Set a mark on an exercise or a lesson. */
  mark: IRoadActions['mark'];
  /** Words of sections and exercises, and the terms. */
  texts: CourseTexts;
  /** Show a term in the glossary. */
  openTerm: (term: string) => void;
  place: RoadPlace;
  trans: TranslationBundle;
}

/** Create the Road tab. */
export function roadTab(options: IRoadTabOptions): ICourseTab {
  const { course, place, texts, trans } = options;
  const changed = new Signal<object, void>({});
  course.changed.connect(() => changed.emit());
  texts.changed.connect(() => changed.emit());
  return {
    id: 'road',
    label: trans.__('Road'),
    rank: 0,
    changed,
    render: () => (
      <CourseLoader
        state={course.state}
        refresh={() => void course.refresh()}
        trans={trans}
      >
        {found => (
          <Road
            course={found}
            texts={texts.texts}
            loadTexts={() => texts.load()}
            actions={roadActions(options)}
            place={place}
            trans={trans}
          />
        )}
      </CourseLoader>
    )
  };
}

/** Actions of the road's rows. */
export function roadActions(options: IRoadTabOptions): IRoadActions {
  const { course, mark, opener, openTerm } = options;
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
    openTerm,
    mark
  };
}
