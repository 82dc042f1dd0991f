import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import {
  act,
  cleanup,
  fireEvent,
  render,
  screen
} from '@testing-library/react';
import * as React from 'react';

import { course } from '../../__tests__/fakes';
import { Dates } from '../../dates';
import { UnreachableError } from '../../request';
import type { ICourseModel } from '../../tokens';
import { FastTrackModel } from '../fasttrack';
import ReviewView, { levelChanges } from '../reviewview';
import { ReviewSession } from '../session';
import { SkillsModel } from '../skills';
import SkillsView from '../skillsview';
import { CARD, fakeReviewApi, fastTrack, item, result } from './fakes';
import type { FakeReviewApi } from './fakes';

const trans = nullTranslator.load('jupyterlab_homl');
const dates = new Dates('en', () => new Date('2026-03-02T12:00:00Z'));
const Markdown = ({ source }: { source: string }): JSX.Element => (
  <p>{source}</p>
);

afterEach(cleanup);

function showReview(
  api: FakeReviewApi,
  review = { due: 3, next: null as string | null }
): ReviewSession {
  const session = new ReviewSession(api);
  render(
    <ReviewView
      session={session}
      review={review}
      minutes={10}
      openSkills={jest.fn()}
      Markdown={Markdown}
      dates={dates}
      trans={trans}
    />
  );
  return session;
}

async function press(name: string | RegExp): Promise<void> {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
  });
}

describe('the tab Review', () => {
  it('says when there is something where nothing is due', () => {
    showReview(fakeReviewApi(), { due: 0, next: '2026-03-03T12:00:00Z' });
    expect(
      screen.getByText('Nothing due; next review on Tuesday')
    ).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Start/ })).toBeNull();
  });

  it('is answered by keyboard, and tells why', async () => {
    const api = fakeReviewApi();
    api.answer.mockResolvedValueOnce(
      result({ right: false, words: 'Look again.' })
    );
    showReview(api);
    await press(/^Start/);
    const heading = screen.getByRole('heading', { name: 'Gradient descent' });
    expect(document.activeElement).toBe(heading);
    expect(screen.getByText('1 of 3 · about 3 min')).toBeTruthy();
    await act(async () => {
      fireEvent.keyDown(heading, { key: 'b' });
    });
    expect(
      (screen.getByRole('radio', { name: /More epochs/ }) as HTMLInputElement)
        .checked
    ).toBe(true);
    await act(async () => {
      fireEvent.keyDown(heading, { key: 'Enter' });
    });
    expect(api.answer).toHaveBeenCalledWith('ch04-r01', 0, { answer: 'b' });
    expect(
      screen.getByText('Not quite. The answer is A smaller rate')
    ).toBeTruthy();
    expect(screen.getByText('Look again.')).toBeTruthy();
    expect(screen.getByText('The steps are too long.')).toBeTruthy();
    expect(document.activeElement).toBe(
      screen.getByRole('button', { name: 'Next' })
    );
  });

  it.each([
    [true, /^Due today: .* a wrong one costs one level\.$/],
    [false, 'Practice: a wrong answer takes nothing away.']
  ])('says before an answer what follows, due: %s', async (due, words) => {
    const api = fakeReviewApi();
    api.queue.mockResolvedValueOnce({
      due: 1,
      next: null,
      items: [item({ due })]
    });
    showReview(api);
    await press(/^Start/);
    expect(screen.getByText(words)).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: /A smaller rate/ }));
    await press('Answer');
    expect(screen.queryByText(words)).toBeNull();
  });

  it('types letters into a field for a number, and says what is no number', async () => {
    showReview(fakeReviewApi());
    await press(/^Start/);
    fireEvent.click(screen.getByRole('radio', { name: /A smaller rate/ }));
    await press('Answer');
    await press('Next');
    const field = screen.getByRole('textbox', { name: 'Your number' });
    fireEvent.change(field, { target: { value: 'six' } });
    expect(screen.getByText(/^Enter a number/)).toBeTruthy();
    expect(
      screen
        .getByRole('button', { name: 'Answer' })
        .getAttribute('aria-disabled')
    ).toBe('true');
  });

  it('turns a card and rates it', async () => {
    const api = fakeReviewApi();
    api.queue.mockResolvedValueOnce({ due: 1, next: null, items: [CARD] });
    api.answer.mockResolvedValueOnce(
      result({ id: CARD.id, review: { due: 0, next: '2026-03-04T12:00:00Z' } })
    );
    showReview(api);
    await press(/^Start/);
    expect(screen.queryByText('built the perceptron')).toBeNull();
    await press('Turn the card over');
    expect(screen.getByText('built the perceptron')).toBeTruthy();
    await press(/Knew it$/);
    await press('Next');
    expect(
      screen.getByRole('heading', { name: 'Done: 1 of 1 right' })
    ).toBeTruthy();
    expect(
      screen.getByText('Nothing due; next review on Wednesday')
    ).toBeTruthy();
  });

  it('keeps the answer when the server is gone, and tries again by a button', async () => {
    const api = fakeReviewApi();
    api.answer.mockRejectedValueOnce(new UnreachableError());
    showReview(api);
    await press(/^Start/);
    fireEvent.click(screen.getByRole('radio', { name: /A smaller rate/ }));
    await press('Answer');
    expect(screen.getByRole('alert').textContent).toMatch(/not reachable/);
    await press('Try again');
    expect(screen.getByText('Correct')).toBeTruthy();
  });

  it('keeps its place while another tab is in front', async () => {
    const api = fakeReviewApi();
    const session = showReview(api);
    await press(/^Start/);
    cleanup();
    render(
      <ReviewView
        session={session}
        review={null}
        minutes={10}
        openSkills={jest.fn()}
        Markdown={Markdown}
        dates={dates}
        trans={trans}
      />
    );
    expect(screen.getByText('What do you change first?')).toBeTruthy();
    expect(api.queue).toHaveBeenCalledTimes(1);
  });

  it('adds up how far a skill has moved', () => {
    const level = (before: string, after: string): never =>
      ({ skill: 'Ridge', before, after }) as never;
    expect(
      levelChanges([
        result({ level: level('familiar', 'proficient') }),
        result({ level: level('proficient', 'familiar') })
      ])
    ).toEqual([]);
    expect(
      levelChanges([
        result({ level: level('proficient', 'familiar') }),
        result({ level: level('familiar', 'attempted') })
      ])
    ).toEqual([{ skill: 'Ridge', before: 'proficient', after: 'attempted' }]);
  });
});

describe('the tab Skills', () => {
  async function showSkills(api = fakeReviewApi()): Promise<{
    api: FakeReviewApi;
    startReview: jest.Mock;
    openExercise: jest.Mock;
  }> {
    const track = new FastTrackModel(api);
    const startReview = jest.fn();
    const openExercise = jest.fn();
    const state = { course: course() } as ICourseModel['state'];
    await act(async () => {
      render(
        <SkillsView
          model={new SkillsModel(api)}
          course={{ changed: new Signal<never, void>({} as never), state }}
          track={track}
          startReview={startReview}
          openFastTrack={lesson => void track.open(lesson)}
          openExercise={openExercise}
          Markdown={Markdown}
          dates={dates}
          trans={trans}
        />
      );
    });
    return { api, startReview, openExercise };
  }

  it('shows levels in words, evidence, and ways on', async () => {
    const { startReview, openExercise } = await showSkills();
    expect(screen.getAllByText('proficient').length).toBeGreaterThan(0);
    expect(screen.getByText('You passed it.')).toBeTruthy();
    fireEvent.click(screen.getAllByRole('button', { name: '4.2 Batch' })[0]);
    expect(openExercise).toHaveBeenCalledWith('ch04-e02');
    fireEvent.click(
      screen.getAllByRole('button', { name: /^Practise with 2/ })[0]
    );
    expect(startReview).toHaveBeenCalledWith({
      lesson: 'ch04',
      skill: 'Gradient descent'
    });
  });

  it('filters by level', async () => {
    await showSkills();
    const level = screen.getByRole('combobox', { name: 'Level' });
    fireEvent.change(level, { target: { value: 'not_started' } });
    expect(screen.queryByText('Gradient descent')).toBeNull();
    expect(screen.getByText('Regularisation')).toBeTruthy();
    fireEvent.change(level, { target: { value: 'mastered' } });
    expect(screen.getByText('No skill is at this level.')).toBeTruthy();
  });

  it('says so where they cannot be fetched, and tries again', async () => {
    const api = fakeReviewApi();
    api.skills.mockRejectedValueOnce(new UnreachableError());
    await showSkills(api);
    await press('Try again');
    expect(screen.getByText('Gradient descent')).toBeTruthy();
  });

  it('says when a fast track is practice', async () => {
    const api = fakeReviewApi();
    api.fastTrack.mockResolvedValueOnce(fastTrack({ practice: true }));
    await showSkills(api);
    await press('Fast track of chapter 4');
    expect(screen.getByText(/for practice only/)).toBeTruthy();
  });

  it('keeps the focus on a choice while it is judged', async () => {
    const api = fakeReviewApi();
    api.answerFastTrack.mockReturnValueOnce(new Promise(() => undefined));
    await showSkills(api);
    await press('Fast track of chapter 4');
    const choice = screen.getByRole<HTMLInputElement>('radio', {
      name: /A smaller rate/
    });
    fireEvent.click(choice);
    choice.focus();
    await press('Submit');
    expect(choice.disabled || choice.matches('fieldset:disabled *')).toBe(
      false
    );
    expect(choice.getAttribute('aria-disabled')).toBe('true');
    expect(document.activeElement).toBe(choice);
    fireEvent.click(screen.getByRole('radio', { name: /More epochs/ }));
    expect(choice.checked).toBe(true);
  });

  it('takes a fast track and goes back', async () => {
    const { api } = await showSkills();
    await press('Fast track of chapter 4');
    expect(
      screen.getByRole('heading', { name: 'Fast track: Training models' })
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: /A smaller rate/ }));
    expect(screen.getByText(/^1 unanswered question/)).toBeTruthy();
    await press('Submit');
    expect(api.answerFastTrack).toHaveBeenCalledWith(
      'ch04',
      0,
      { 'ch04-r01': 'a' },
      { 'ch04-r01': 0, 'ch04-r03': 0 }
    );
    expect(screen.getByText(/^1 of 2 right; you need 2/)).toBeTruthy();
    await press('Back to all skills');
    expect(screen.getByRole('combobox', { name: 'Level' })).toBeTruthy();
  });
});
