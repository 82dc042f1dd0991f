/**
 * Commands for reviews and fast tracks.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { CommandIDs } from '../commands';
import type { ICourseModel } from '../tokens';
import type { FastTrackModel } from './fasttrack';
import type { ReviewSession } from './session';

/** Command ids. */
export const ReviewCommandIDs = {
  startReview: 'homl:start-review',
  openFastTrack: 'homl:open-fast-track'
} as const;

/** Dependencies of the commands. */
export interface IReviewCommandsOptions {
  commands: CommandRegistry;
  course: ICourseModel;
  session: ReviewSession;
  track: FastTrackModel;
  trans: TranslationBundle;
}

/** Register the commands. */
export function addReviewCommands(options: IReviewCommandsOptions): void {
  const { commands, course, session, track, trans } = options;
  commands.addCommand(ReviewCommandIDs.startReview, {
    label: trans.__('Start the review'),
    caption: trans.__('Review what is due, or practise one skill'),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          lesson: {
            type: 'string',
            description: trans.__('The lesson of the skill')
          },
          skill: {
            type: 'string',
            description: trans.__(
              'The skill to practise; what is due if absent'
            )
          }
        }
      }
    },
    execute: async args => {
      const { lesson, skill } = args;
      await commands.execute(CommandIDs.openPanel, { tab: 'review' });
      if (typeof lesson === 'string' && typeof skill === 'string') {
        await session.start({ lesson, skill });
      } else if (['idle', 'done'].includes(session.state.phase)) {
        await session.start();
      }
    }
  });
  commands.addCommand(ReviewCommandIDs.openFastTrack, {
    label: trans.__('Open the fast track of a chapter'),
    caption: trans.__(
      'Show what you already know: one exercise and ten questions'
    ),
    isEnabled: args => lessonFor(course, args.lesson) !== null,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          lesson: {
            type: 'string',
            description: trans.__('The lesson; the next one if absent')
          }
        }
      }
    },
    execute: async args => {
      const lesson = lessonFor(course, args.lesson);
      if (lesson !== null) {
        await commands.execute(CommandIDs.openPage, { tab: 'skills' });
        await track.open(lesson);
      }
    }
  });
}

/** The given lesson, or the one that *Continue* leads to. */
function lessonFor(course: ICourseModel, named: unknown): string | null {
  return typeof named === 'string'
    ? named
    : (course.state.course?.continue?.lesson ?? null);
}
