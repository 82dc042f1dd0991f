/**
 * The steps of an assignment's life: which can be taken, and which comes next.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Action, IClassAssignment } from './documents';

/** A step that can be taken. */
export interface IStep {
  action: Action;
  /** Whether it is the one to take now. */
  next: boolean;
}

/** The steps that make sense for an assignment, in their order. */
export function stepsOf(assignment: IClassAssignment): IStep[] {
  const { generated, released, source, submitted, waiting } = assignment;
  const possible: [Action, boolean][] = [
    ['generate', source],
    ['release', generated && released !== null],
    ['unrelease', released === true],
    ['collect', released === true || (waiting ?? 0) > 0],
    ['grading', submitted > 0],
    ['feedback', submitted > 0 && assignment.mean !== null]
  ];
  const next = nextOf(assignment);
  return possible
    .filter(([, can]) => can)
    .map(([action]) => ({ action, next: action === next }));
}

function nextOf(assignment: IClassAssignment): Action | null {
  const { generated, needs_person, released, source, submitted } = assignment;
  if (source && !generated) {
    return 'generate';
  }
  if (generated && released === false) {
    return 'release';
  }
  if ((assignment.waiting ?? 0) > 0) {
    return 'collect';
  }
  if (assignment.ungraded > 0) {
    return 'grading';
  }
  // Feedback waits for what a person must decide.
  return submitted > 0 && needs_person === 0 ? 'feedback' : null;
}

/** What the button of a step says. */
export function stepText(
  trans: TranslationBundle,
  action: Action,
  assignment: IClassAssignment
): string {
  switch (action) {
    case 'generate':
      return assignment.generated
        ? trans.__('Generate again')
        : trans.__('Generate');
    case 'release':
      return assignment.released
        ? trans.__('Release again')
        : trans.__('Release');
    case 'unrelease':
      return trans.__('Unrelease');
    case 'collect':
      return trans.__('Collect');
    case 'grading':
      return assignment.mean === null
        ? trans.__('Grade')
        : trans.__('Grade what is new');
    case 'feedback':
      return trans.__('Return feedback');
  }
}

/** What is said while a step is being taken. */
export function busyText(trans: TranslationBundle, action: Action): string {
  switch (action) {
    case 'generate':
      return trans.__('Generating…');
    case 'release':
      return trans.__('Releasing…');
    case 'unrelease':
      return trans.__('Unreleasing…');
    case 'collect':
      return trans.__('Collecting…');
    case 'grading':
      return trans.__('Grading…');
    case 'feedback':
      return trans.__('Returning feedback…');
  }
}

/** What is said once it has been taken. */
export function doneText(trans: TranslationBundle, action: Action): string {
  switch (action) {
    case 'generate':
      return trans.__('Generated. Learners get it once it is released.');
    case 'release':
      return trans.__('Released: learners can fetch it.');
    case 'unrelease':
      return trans.__('Unreleased: nobody can fetch it any more.');
    case 'collect':
      return trans.__('Collected.');
    case 'grading':
      return trans.__('Graded.');
    case 'feedback':
      return trans.__('Feedback returned: learners can fetch it.');
  }
}
