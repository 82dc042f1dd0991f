/**
 * A ring for each chapter: how much of its core is done.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ILesson } from '../documents';
import { translateText } from '../i18n';

const RADIUS = 34;
const LENGTH = 2 * Math.PI * RADIUS;

/** Props of the rings. */
export interface IRingsProps {
  lessons: ILesson[];
  openLesson: (lesson: string) => void;
  trans: TranslationBundle;
}

/** The rings, each a button that opens its chapter. */
export function Rings(props: IRingsProps): JSX.Element {
  const { lessons, openLesson, trans } = props;
  return (
    <ul className="jp-homl-Rings">
      {lessons.map(lesson => (
        <li key={lesson.id}>
          <button
            type="button"
            className="jp-homl-Ring"
            onClick={() => openLesson(lesson.id)}
          >
            <Ring lesson={lesson} />
            <strong>{translateText(trans, lesson.title)}</strong>
            <span className="jp-homl-Muted">
              {trans.__(
                '%1 of %2 core exercises',
                lesson.core_passed,
                lesson.core_total
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Ring(props: { lesson: ILesson }): JSX.Element {
  const { number, progress, status } = props.lesson;
  return (
    <svg width="84" height="84" viewBox="0 0 84 84" aria-hidden="true">
      <circle className="jp-homl-Ring-track" cx="42" cy="42" r={RADIUS} />
      {progress > 0 && (
        <circle
          className={`jp-homl-Ring-done ${status === 'done' ? 'jp-homl-mod-whole' : ''}`}
          cx="42"
          cy="42"
          r={RADIUS}
          strokeDasharray={`${progress * LENGTH} ${LENGTH}`}
          transform="rotate(-90 42 42)"
        />
      )}
      <text x="42" y="42" dy="0.36em" textAnchor="middle">
        {number}
      </text>
    </svg>
  );
}
