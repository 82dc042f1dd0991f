/**
 * View of a fast track: one exercise, and ten questions that are submitted together.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Icon, ProblemNote, Sentence, Stars } from '../components/basics';
import { takeFocus } from '../components/focus';
import type { MarkdownComponent } from '../components/markdown';
import { translateText } from '../i18n';
import { failedIcon, passedIcon, spinnerIcon } from '../icons';
import { exerciseTitle } from '../texts';
import type { IFastTrack, IFastTrackResult, IReviewItem } from './documents';
import type { IDraft } from './draft';
import type { FastTrackModel } from './fasttrack';
import { levelIcon } from './icons';
import { Controls, Judgement, questionText } from './question';
import { SkillLevels } from './skilllevels';
import { levelText } from './texts';

/** Props of the view. */
export interface IFastTrackViewProps {
  track: FastTrackModel;
  openExercise: (exercise: string) => void;
  Markdown: MarkdownComponent;
  trans: TranslationBundle;
}

/** The open fast track. */
export function FastTrackView(props: IFastTrackViewProps): JSX.Element {
  const { track, trans } = props;
  const { busy, lesson, problem, result, track: found } = track.state;
  const head = React.useRef<HTMLHeadingElement>(null);
  const shown = found === null ? null : result ? 'result' : 'quiz';
  React.useEffect(() => takeFocus(head.current), [shown]);
  return (
    <div className="jp-homl-FastTrack">
      <button
        type="button"
        className="jp-homl-LinkButton"
        onClick={() => track.close()}
      >
        {trans.__('Back to all skills')}
      </button>
      {found && (
        <h3 ref={head} tabIndex={-1}>
          {trans.__('Fast track: %1', translateText(trans, found.title))}
        </h3>
      )}
      {!found && busy && (
        <p className="jp-homl-Empty" role="status">
          <Icon icon={spinnerIcon} className="jp-homl-mod-spinning" />
          {trans.__('Loading the fast track…')}
        </p>
      )}
      {found && !result && <Quiz {...props} found={found} />}
      {found && result && <Result {...props} found={found} result={result} />}
      {problem && (
        <ProblemNote
          problem={problem}
          retry={() =>
            found && !(problem.kind === 'refused' && problem.status === 409)
              ? void track.submit()
              : reopen(track, lesson)
          }
          trans={trans}
        />
      )}
    </div>
  );
}

function reopen(track: FastTrackModel, lesson: string | null): void {
  track.close();
  if (lesson) {
    void track.open(lesson);
  }
}

function Quiz(props: IFastTrackViewProps & { found: IFastTrack }): JSX.Element {
  const { found, openExercise, track, Markdown, trans } = props;
  const { exercise, items, needed, skills } = found;
  const { busy } = track.state;
  const missing = track.unanswered.length;
  return (
    <>
      <p>
        {trans.__(
          'For learners who already know this chapter. It has two parts.'
        )}
      </p>
      <h4>{trans.__('One exercise')}</h4>
      <p>
        <button
          type="button"
          className="jp-homl-LinkButton"
          onClick={() => openExercise(exercise.id)}
        >
          {exerciseTitle(trans, exercise)}
        </button>{' '}
        <Stars level={exercise.level} trans={trans} />{' '}
        {trans.__('%1 min', exercise.minutes)}{' '}
        {exercise.passed && (
          <>
            <Icon icon={passedIcon} /> {trans.__('passed')}
          </>
        )}
      </p>
      <p>
        {trans.__(
          'If you pass it without the third hint or the solution, you prove:'
        )}
      </p>
      <SkillLevels skills={exercise.skills} trans={trans} />
      <h4>{trans._n('%1 question', '%1 questions', items.length)}</h4>
      <p>{trans.__('If you get %1 of them right, you prove:', needed)}</p>
      <SkillLevels skills={skills} trans={trans} />
      {found.practice && <p>{practiceText(trans)}</p>}
      <form
        aria-label={trans.__('Fast track quiz')}
        onSubmit={event => {
          event.preventDefault();
          void track.submit();
        }}
      >
        <ol className="jp-homl-Track-quiz">
          {items.map((item, index) => (
            <li key={item.id}>
              <div role="group" aria-label={trans.__('Question %1', index + 1)}>
                <Markdown source={questionText(trans, item)} />
                <Controls
                  item={item}
                  draft={track.draft(item.id)}
                  write={draft => track.write(item.id, draft)}
                  locked={busy}
                  trans={trans}
                />
              </div>
            </li>
          ))}
        </ol>
        <div className="jp-homl-Actions">
          <button
            type="submit"
            className="jp-homl-Button jp-homl-mod-primary"
            aria-disabled={busy}
          >
            {trans.__('Submit')}
          </button>
          <span role="status">
            {busy
              ? trans.__('Checking…')
              : missing > 0
                ? trans._n(
                    '%1 unanswered question will count as wrong.',
                    '%1 unanswered questions will count as wrong.',
                    missing
                  )
                : trans.__('All questions are answered.')}
          </span>
        </div>
      </form>
    </>
  );
}

function Result(
  props: IFastTrackViewProps & { found: IFastTrack; result: IFastTrackResult }
): JSX.Element {
  const { found, openExercise, result, track, Markdown, trans } = props;
  const asked = new Map(found.items.map(item => [item.id, item]));
  return (
    <>
      <p role="status" className="jp-homl-Judgement-head">
        <Icon icon={result.passed ? passedIcon : failedIcon} />
        <span>
          {result.passed
            ? trans.__('%1 of %2 right.', result.right, result.total)
            : trans.__(
                '%1 of %2 right; you need %3. Nothing is lost: the chapter covers what you missed.',
                result.right,
                result.total,
                result.needed
              )}
        </span>
      </p>
      {result.practice && <p>{practiceText(trans)}</p>}
      <ul className="jp-homl-SkillChanges">
        {result.skills.map(skill => (
          <li key={skill.name}>
            <Icon icon={levelIcon(skill.level)} />
            <span>
              {skill.proved
                ? trans.__(
                    '%1: proved, now %2',
                    translateText(trans, skill.name),
                    levelText(trans, skill.level)
                  )
                : trans.__(
                    '%1: not proved, still %2',
                    translateText(trans, skill.name),
                    levelText(trans, skill.level)
                  )}
            </span>
          </li>
        ))}
      </ul>
      <div className="jp-homl-Actions">
        <button
          type="button"
          className="jp-homl-Button jp-homl-mod-primary"
          onClick={() => openExercise(found.exercise.id)}
        >
          {trans.__('Go to the exercise')}
        </button>
        <button
          type="button"
          className="jp-homl-Button"
          onClick={() => reopen(track, found.lesson)}
        >
          {trans.__('Ten other questions')}
        </button>
      </div>
      <ol className="jp-homl-Track-quiz">
        {result.items.map((judgement, index) => {
          const item = asked.get(judgement.id);
          return (
            <li key={judgement.id}>
              <div role="group" aria-label={trans.__('Question %1', index + 1)}>
                {item && <Markdown source={questionText(trans, item)} />}
                {item && (
                  <p>{givenAnswer(trans, item, track.draft(item.id))}</p>
                )}
                <Judgement
                  judgement={judgement}
                  kind={item?.kind ?? 'choice'}
                  Markdown={Markdown}
                  trans={trans}
                />
              </div>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function practiceText(trans: TranslationBundle): string {
  return trans.__(
    'You failed a quiz today and have seen its answers, so until tomorrow this one is for practice only.'
  );
}

/** The learner's answer, as text. */
function givenAnswer(
  trans: TranslationBundle,
  item: IReviewItem,
  draft: IDraft
): JSX.Element {
  const text =
    item.kind === 'number'
      ? draft.text.trim()
      : translateText(
          trans,
          item.options.find(option => option.id === draft.choice)?.text ?? ''
        );
  return (
    <Sentence
      text={
        text
          ? trans.__('Your answer: %1', text)
          : trans.__('You did not answer this question.')
      }
    />
  );
}
