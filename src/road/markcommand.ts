/**
 * Setting marks from the keyboard, the context menu and the command palette.
 */
import { Notification } from '@jupyterlab/apputils';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { TranslationBundle } from '@jupyterlab/translation';

import { CommandIDs } from '../commands';
import type { Mark } from '../documents';
import { problemOf } from '../request';
import { problemText } from '../texts';
import type { ICourseModel } from '../tokens';
import type { IRoadApi } from './api';

/** How long an error notification stays, in milliseconds. */
const NOTICE_MS = 10000;

/** Sets or removes a mark. */
export type MarkAction = (subject: string, state: Mark | 'none') => void;

/** Create the function that saves a mark and refreshes the course. */
export function markAction(
  api: Pick<IRoadApi, 'mark'>,
  course: Pick<ICourseModel, 'refresh'>,
  trans: TranslationBundle
): MarkAction {
  return (subject, state) => {
    api.mark(subject, state).then(
      () => course.refresh(),
      reason =>
        Notification.error(problemText(trans, problemOf(reason)), {
          autoClose: NOTICE_MS
        })
    );
  };
}

/** Register the command, for the given subject or the row under the context menu. */
export function addMarkCommand(
  app: JupyterFrontEnd,
  mark: MarkAction,
  trans: TranslationBundle
): void {
  const subjectOf = (given: unknown): string | undefined =>
    typeof given === 'string'
      ? given
      : app.contextMenuHitTest(node => Boolean(node.dataset.row))?.dataset.row;
  app.commands.addCommand(CommandIDs.mark, {
    label: args => {
      switch (args.state) {
        case 'done':
          return trans.__('Mark as done');
        case 'skipped':
          return trans.__('Skip');
        case 'learning':
          return trans.__('Mark as learning');
        default:
          return trans.__('Remove the mark');
      }
    },
    caption: trans.__(
      'Mark an exercise or a lesson yourself: this changes recommendations, not results'
    ),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          subject: {
            type: 'string',
            description: trans.__(
              'The id of an exercise or a lesson; the row under the pointer if absent'
            )
          },
          state: {
            type: 'string',
            enum: ['done', 'skipped', 'learning', 'none'],
            description: trans.__('The mark; none removes it')
          }
        },
        required: ['state']
      }
    },
    execute: args => {
      const subject = subjectOf(args.subject);
      if (subject) {
        mark(subject, args.state as Mark | 'none');
      }
    }
  });
}
