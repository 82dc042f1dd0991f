/**
 * Plugin for mastery and review: the panel's Review tab, the course page's Skills tab, and fast
 * tracks.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';

import { CommandIDs } from '../commands';
import { markdownWith } from '../components/markdown';
import { COURSE_LANGUAGE } from '../i18n';
import { Dates } from '../dates';
import { ReviewApi } from '../review/api';
import type { IScope } from '../review/api';
import { addReviewCommands, ReviewCommandIDs } from '../review/commands';
import { FastTrackModel } from '../review/fasttrack';
import { ReviewSession } from '../review/session';
import { SkillsModel } from '../review/skills';
import {
  ICourseModel,
  ICourseOpener,
  ICoursePage,
  ICoursePanel
} from '../tokens';
import type { ICourseTabs } from '../tokens';
import { DOMAIN, PANEL_PLUGIN } from './ids';

const ReviewTab = React.lazy(() => import('../review/reviewview'));
const SkillsTab = React.lazy(() => import('../review/skillsview'));

/** Adds spaced review and shows the level of each skill. */
export const review: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-homl:review',
  description: 'Review, skills and fast tracks.',
  autoStart: true,
  requires: [
    ICourseModel,
    ICourseOpener,
    ICoursePanel,
    ICoursePage,
    IRenderMimeRegistry
  ],
  optional: [ITranslator, ICommandPalette, ISettingRegistry],
  activate: (
    app,
    course: ICourseModel,
    opener: ICourseOpener,
    panel: ICourseTabs,
    page: ICourseTabs,
    rendermime: IRenderMimeRegistry,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    settings: ISettingRegistry | null
  ) => {
    const { commands, serviceManager } = app;
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const dates = new Dates((translator ?? nullTranslator).languageCode);
    const homl = new ReviewApi(serviceManager.serverSettings);
    const read = (kept: ISettingRegistry.ISettings): void => {
      homl.minutes = Number(kept.get('reviewMinutes').composite);
    };
    void settings?.load(PANEL_PLUGIN).then(
      kept => {
        read(kept);
        kept.changed.connect(read);
      },
      () => undefined // The default of ten minutes applies.
    );
    const session = new ReviewSession(homl);
    const skills = new SkillsModel(homl);
    const track = new FastTrackModel(homl);
    const Markdown = markdownWith(rendermime, COURSE_LANGUAGE);
    addReviewCommands({ commands, course, session, track, trans });

    panel.add({
      id: 'review',
      label: trans.__('Review'),
      rank: 10,
      badge: () => String(course.state.course?.review?.due || ''),
      changed: course.changed,
      render: () => (
        <ReviewTab
          session={session}
          minutes={homl.minutes}
          review={course.state.course?.review ?? null}
          openSkills={() =>
            void commands.execute(CommandIDs.openPage, { tab: 'skills' })
          }
          Markdown={Markdown}
          dates={dates}
          trans={trans}
        />
      )
    });
    page.add({
      id: 'skills',
      label: trans.__('Skills'),
      rank: 20,
      render: () => (
        <SkillsTab
          model={skills}
          course={course}
          track={track}
          startReview={(scope: IScope | null) =>
            void commands.execute(ReviewCommandIDs.startReview, { ...scope })
          }
          openFastTrack={lesson => void track.open(lesson)}
          openExercise={exercise => {
            const lesson = course.lessonOf(exercise);
            if (lesson) {
              void opener.open(lesson.id, 'exercises', exercise);
            }
          }}
          Markdown={Markdown}
          dates={dates}
          trans={trans}
        />
      )
    });
    const category = trans.__('Hands-On ML');
    palette?.addItem({ command: ReviewCommandIDs.startReview, category });
    palette?.addItem({ command: ReviewCommandIDs.openFastTrack, category });
  }
};
