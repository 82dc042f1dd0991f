/**
 * Top of the welcome page: what the course is, and the one thing to do next.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon } from '../components/basics';
import type { ILesson } from '../documents';
import { passedIcon } from '../icons';
import { goToText } from '../texts';
import type { IFirst } from './documents';
import { Picture } from './picture';

/** Props of the top. */
export interface IHeroProps {
  /** The first exercise; null if the course has none, undefined until it is known. */
  first: IFirst | null | undefined;
  /** The lesson that *Continue* leads into, and why; null if everything is done or the course is not known. */
  next: { lesson: ILesson; why: string } | null;
  openFirst: (lesson: string, exercise: string) => void;
  goOn: () => void;
  /** Links below the button. */
  children: React.ReactNode;
  trans: TranslationBundle;
}

/** Title, one sentence, the button, and the picture. */
export function Hero(props: IHeroProps): JSX.Element {
  const { children, first, trans } = props;
  const passed = first?.status === 'passed';
  return (
    <div className="jp-homl-Hero">
      <div>
        <h1>{trans.__('Hands-On Machine Learning')}</h1>
        {passed ? (
          <p className="jp-homl-Hero-lead" role="status">
            <Icon icon={passedIcon} />{' '}
            {trans._n(
              'Well done! Your first exercise passed after %1 check, and every exercise works like it.',
              'Well done! Your first exercise passed after %1 checks, and every exercise works like it.',
              first.attempts
            )}
          </p>
        ) : (
          <p className="jp-homl-Hero-lead">
            {trans.__(
              'Learn machine learning by doing it: read a little, write code, and see at once what is right, what is not, and why.'
            )}
          </p>
        )}
        <p className="jp-homl-Hero-actions">
          <MainButton {...props} />
        </p>
        {passed && props.next && (
          <p className="jp-homl-Muted">{props.next.why}</p>
        )}
        <p className="jp-homl-Hero-links">{children}</p>
      </div>
      <Picture trans={trans} />
    </div>
  );
}

/** The button for the first exercise until it passes, then for what comes next. */
function MainButton(props: IHeroProps): JSX.Element | null {
  const { first, goOn, next, openFirst, trans } = props;
  if (first === undefined) {
    return null;
  }
  if (first && first.status !== 'passed') {
    return (
      <Primary act={() => openFirst(first.lesson, first.exercise)}>
        {first.attempts > 0
          ? trans.__('Go on with the first exercise')
          : trans._n(
              'Start: one exercise, %1 minute',
              'Start: one exercise, %1 minutes',
              first.minutes
            )}
      </Primary>
    );
  }
  return next && <Primary act={goOn}>{goToText(trans, next.lesson)}</Primary>;
}

function Primary(
  props: React.PropsWithChildren<{ act: () => void }>
): JSX.Element {
  return (
    <button
      type="button"
      className="jp-homl-Button jp-homl-mod-primary jp-homl-mod-large"
      onClick={props.act}
    >
      {props.children}
    </button>
  );
}
