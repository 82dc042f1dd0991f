/**
 * Small parts of a strip's line.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Stars } from '../../components/basics';
import { useCurrentTime } from '../../components/usecurrenttime';
import type { IExercise } from '../../documents';

/** Duration of the running check, with a Cancel button. */
export function Elapsed(props: {
  since: number;
  cancel: () => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { since, cancel, trans } = props;
  const seconds = Math.floor((useCurrentTime(500) - since) / 1000);
  return (
    <>
      {seconds > 0 && (
        <span className="jp-homl-Strip-seconds">
          {trans.__('%1 s', seconds)}
        </span>
      )}
      <button type="button" className="jp-homl-Button" onClick={cancel}>
        {trans.__('Cancel')}
      </button>
    </>
  );
}

/** Countdown to the next retry, with a button to retry immediately. */
export function Retrying(props: {
  at: number;
  now: () => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { at, now, trans } = props;
  const seconds = Math.max(0, Math.ceil((at - useCurrentTime(500)) / 1000));
  return (
    <>
      <span className="jp-homl-Strip-seconds">
        {trans.__('Retrying in %1 s', seconds)}
      </span>
      <button type="button" className="jp-homl-Button" onClick={now}>
        {trans.__('Retry now')}
      </button>
    </>
  );
}

/** Level, duration and number of checks of an exercise. */
export function ExerciseFacts(props: {
  exercise: IExercise;
  trans: TranslationBundle;
}): JSX.Element {
  const { exercise, trans } = props;
  const { hidden, visible } = exercise.tests;
  let checks = '';
  if (exercise.kind === 'Q') {
    checks = trans._n('%1 question', '%1 questions', hidden);
  } else if (hidden > 0) {
    checks = trans._n(
      '%1 check + %2 hidden',
      '%1 checks + %2 hidden',
      visible,
      hidden
    );
  } else if (visible > 0) {
    checks = trans._n('%1 check', '%1 checks', visible);
  }
  return (
    <span className="jp-homl-Strip-facts">
      <Stars level={exercise.level} trans={trans} />
      <span>{trans.__('%1 min', exercise.minutes)}</span>
      {checks && <span>{checks}</span>}
    </span>
  );
}
