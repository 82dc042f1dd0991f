import { nullTranslator } from '@jupyterlab/translation';

import { deferred, settle } from '../../__tests__/fakes';
import { Dates } from '../../dates';
import { ApiError, UnreachableError } from '../../request';
import type { IQueue } from '../documents';
import { numberOf } from '../draft';
import { FastTrackModel } from '../fasttrack';
import { ReviewSession } from '../session';
import { atLevel, SkillsModel } from '../skills';
import { dueText } from '../texts';
import {
  CARD,
  fakeReviewApi,
  fastTrack,
  item,
  NUMBER,
  result,
  skills
} from './fakes';

describe('ReviewSession', () => {
  it('asks, tells why, goes on, and ends', async () => {
    const api = fakeReviewApi();
    const session = new ReviewSession(api);
    await session.start();
    expect(session.state).toMatchObject({ phase: 'asking', at: 0 });
    await session.submit();
    expect(api.answer).not.toHaveBeenCalled();
    session.write({ choice: 'a' });
    await session.submit();
    expect(api.answer).toHaveBeenCalledWith('ch04-r01', 0, { answer: 'a' });
    expect(session.state.phase).toBe('answered');
    session.next();
    session.write({ text: '0,5' });
    await session.submit();
    expect(api.answer).toHaveBeenLastCalledWith('ch04-r03', 0, { answer: 0.5 });
    session.next();
    await session.rate(3);
    expect(api.answer).toHaveBeenCalledTimes(2);
    await session.showBack();
    expect(session.state.back).toBe('built the perceptron');
    await session.rate(3);
    expect(api.answer).toHaveBeenLastCalledWith(CARD.id, 0, { rating: 3 });
    session.next();
    expect(session.state.phase).toBe('done');
    expect(session.state.results).toHaveLength(3);
  });

  it('keeps the answer when the server is gone, and sends it again', async () => {
    const api = fakeReviewApi();
    const session = new ReviewSession(api);
    await session.start();
    session.write({ choice: 'b' });
    api.answer.mockRejectedValueOnce(new UnreachableError());
    await session.submit();
    expect(session.state).toMatchObject({
      phase: 'asking',
      draft: { choice: 'b' },
      problem: { kind: 'unreachable' }
    });
    await session.submit();
    expect(session.state).toMatchObject({ phase: 'answered', problem: null });
  });

  it('sends an answer once, however often it is handed in', async () => {
    const api = fakeReviewApi();
    const held = deferred<ReturnType<typeof result>>();
    api.answer.mockReturnValueOnce(held.promise);
    const session = new ReviewSession(api);
    await session.start();
    session.write({ choice: 'a' });
    const first = session.submit();
    await session.submit();
    session.write({ choice: 'b' });
    held.resolve(result());
    await first;
    expect(api.answer).toHaveBeenCalledTimes(1);
    expect(session.state.draft.choice).toBe('a');
  });

  it('leaves the answer to an older request alone', async () => {
    const api = fakeReviewApi();
    const held = deferred<IQueue>();
    api.queue.mockReturnValueOnce(held.promise);
    const session = new ReviewSession(api);
    void session.start();
    session.close();
    held.resolve({ due: 1, next: null, items: [item()] });
    await settle();
    expect(session.state.phase).toBe('idle');
  });

  it('is idle with a problem where it cannot begin', async () => {
    const api = fakeReviewApi();
    api.queue.mockRejectedValueOnce(new ApiError(507, 'The disk is full.'));
    const session = new ReviewSession(api);
    await session.start({ lesson: 'ch04', skill: 'Gradient descent' });
    expect(session.state).toMatchObject({
      phase: 'idle',
      problem: { message: 'The disk is full.' },
      scope: { lesson: 'ch04' }
    });
  });

  it('does not go on before it has told', async () => {
    const session = new ReviewSession(fakeReviewApi());
    await session.start();
    session.next();
    expect(session.state.at).toBe(0);
  });
});

describe('FastTrackModel', () => {
  it('hands all answers in together', async () => {
    const api = fakeReviewApi();
    const track = new FastTrackModel(api);
    await track.open('ch04');
    track.write('ch04-r01', { choice: 'b' });
    expect(track.unanswered.map(({ id }) => id)).toEqual(['ch04-r03']);
    await track.submit();
    expect(api.answerFastTrack).toHaveBeenCalledWith(
      'ch04',
      0,
      { 'ch04-r01': 'b' },
      { 'ch04-r01': 0, 'ch04-r03': 0 }
    );
    expect(track.state.result?.passed).toBe(false);
    track.write('ch04-r01', { choice: 'a' });
    expect(track.draft('ch04-r01').choice).toBe('b');
  });

  it('keeps what was answered when it is opened again or the server is gone', async () => {
    const api = fakeReviewApi();
    const track = new FastTrackModel(api);
    await track.open('ch04');
    track.write('ch04-r01', { choice: 'b' });
    await track.open('ch04');
    api.answerFastTrack.mockRejectedValueOnce(new UnreachableError());
    await track.submit();
    expect(api.fastTrack).toHaveBeenCalledTimes(1);
    expect(track.state.problem).toEqual({ kind: 'unreachable' });
    expect(track.draft('ch04-r01').choice).toBe('b');
  });

  it('fetches anew what has moved on, and keeps the other answers', async () => {
    const api = fakeReviewApi();
    const track = new FastTrackModel(api);
    await track.open('ch04');
    track.write('ch04-r01', { choice: 'b' });
    track.write('ch04-r03', { text: '4' });
    const moved = { ...NUMBER, turn: 1 };
    api.fastTrack.mockResolvedValueOnce(
      fastTrack({ turn: 1, items: [item(), moved] })
    );
    api.answerFastTrack.mockRejectedValueOnce(new ApiError(409, 'Moved on.'));
    await track.submit();
    expect(track.state).toMatchObject({
      busy: false,
      track: { turn: 1, items: [item(), moved] },
      problem: { message: 'Moved on.' }
    });
    expect(track.draft('ch04-r01').choice).toBe('b');
    expect(track.draft('ch04-r03').text).toBe('');
  });

  it('says why it cannot be opened, and closes', async () => {
    const api = fakeReviewApi();
    api.fastTrack.mockRejectedValueOnce(new ApiError(404, 'No fast track.'));
    const track = new FastTrackModel(api);
    await track.open('ch05');
    expect(track.state.problem).toMatchObject({ message: 'No fast track.' });
    track.close();
    expect(track.state.lesson).toBeNull();
  });
});

describe('SkillsModel', () => {
  it('keeps what was there when a later fetch fails', async () => {
    const api = fakeReviewApi();
    const model = new SkillsModel(api);
    await model.refresh();
    api.skills.mockRejectedValueOnce(new UnreachableError());
    await model.refresh();
    expect(model.state.skills?.lessons).toHaveLength(1);
    expect(model.state.problem).toEqual({ kind: 'unreachable' });
  });

  it('filters by level and leaves empty lessons out', () => {
    const { lessons } = skills();
    expect(atLevel(lessons, null)[0].skills).toHaveLength(2);
    expect(atLevel(lessons, 'not_started')[0].skills[0].name).toBe(
      'Regularisation'
    );
    expect(atLevel(lessons, 'mastered')).toEqual([]);
  });
});

describe('words', () => {
  const trans = nullTranslator.load('jupyterlab_homl');
  const now = (): Date => new Date('2026-03-02T12:00:00Z');

  it.each([
    ['0.6', 0.6],
    ['0,6', 0.6],
    ['−4', -4],
    [' 1 200 ', 1200],
    ['1/4', 0.25],
    ['.5', 0.5],
    ['1e-3', 0.001],
    ['', null],
    ['six', null],
    ['1/0', null],
    ['1,200.5', null],
    ['0x10', null]
  ])('reads the number %p', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });

  it.each([
    ['en', { due: 2, next: null }, '2 questions due'],
    ['en', { due: 1, next: null }, '1 question due'],
    ['en', { due: 0, next: null }, 'Nothing due yet'],
    [
      'en',
      { due: 0, next: '2026-03-03T12:00:00Z' },
      'Nothing due; next review on Tuesday'
    ],
    [
      'en',
      { due: 0, next: '2026-03-02T16:00:00Z' },
      'Nothing due; next review later today'
    ],
    [
      'en',
      { due: 0, next: '2026-03-17T12:00:00Z' },
      'Nothing due; next review on Tuesday, March 17'
    ],
    [
      'zh_CN',
      { due: 0, next: '2026-03-03T12:00:00Z' },
      'Nothing due; next review on 星期二'
    ]
  ])('says in %s when there is something', (language, review, words) => {
    expect(dueText(trans, new Dates(language, now), review)).toBe(words);
  });

  it('takes the language of the browser where it does not know the other', () => {
    expect(new Dates('no such', now).future('2026-03-03T12:00:00Z')).toBe(
      'Tuesday'
    );
  });
});
