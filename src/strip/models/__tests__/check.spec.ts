import { deferred, job, settle, verdict } from '../../../__tests__/fakes';
import type { ICheckJob } from '../../../documents';
import { ApiError, UnreachableError } from '../../../request';
import { stripFixture } from '../../__tests__/fixture';
import type { IStripFixture } from '../../__tests__/fixture';

describe('a check', () => {
  let { api, course, model, notebook, order } = {} as IStripFixture;

  beforeEach(() => {
    jest.useFakeTimers();
    ({ api, course, model, notebook, order } = stripFixture());
  });

  afterEach(() => {
    model.dispose();
    jest.useRealTimers();
  });

  /** Cancel a check whose job's id, `late`, comes only afterwards. */
  async function cancelBeforeTheServerAnswers(): Promise<void> {
    const id = deferred<string>();
    api.check.mockReturnValueOnce(id.promise);
    const running = model.check();
    await settle();
    await model.cancel();
    id.resolve('late');
    await running;
  }

  it('asks about the cells as they are, keeps the verdict, and saves', async () => {
    await model.check();
    expect(api.check).toHaveBeenCalledWith('ch04/exercises.ipynb', 'ch04-e01', [
      { cell_type: 'code', source: 'first', metadata: {} }
    ]);
    expect(model.state.check).toEqual({ kind: 'checked', verdict: verdict() });
    expect(course.refresh).toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(300);
    expect(order).toEqual(['check', 'save']);
  });

  it('saves while a long check runs', async () => {
    const answer = deferred<ICheckJob>();
    api.job.mockReturnValueOnce(answer.promise);
    const running = model.check();
    await jest.advanceTimersByTimeAsync(300);
    expect(order).toEqual(['check', 'save']);
    answer.resolve(job());
    await running;
  });

  it('keeps a verdict, which the server has stored, though the save failed', async () => {
    notebook.save.mockRejectedValueOnce(new Error('The disk is full.'));
    await model.check();
    await jest.advanceTimersByTimeAsync(300);
    expect(notebook.save).toHaveBeenCalledTimes(1);
    expect(model.state.check).toEqual({ kind: 'checked', verdict: verdict() });
  });

  it('saves a notebook whose check was cancelled while it was asked for', async () => {
    await cancelBeforeTheServerAnswers();
    await jest.advanceTimersByTimeAsync(300);
    expect(notebook.save).toHaveBeenCalledTimes(1);
  });

  it('polls until the job has ended', async () => {
    api.job.mockResolvedValueOnce(
      job({ state: 'queued', position: 2, result: null })
    );
    api.job.mockResolvedValueOnce(job({ state: 'running', result: null }));
    const seen: number[] = [];
    model.changed.connect(({ state }) => {
      if (state.check.kind === 'running') {
        seen.push(state.check.position);
      }
    }, seen);
    await model.check();
    expect(api.job).toHaveBeenCalledTimes(3);
    expect(seen).toEqual([0, 0, 2, 0]);
    expect(model.state.check.kind).toBe('checked');
  });

  it('does not start twice for one text', async () => {
    const answer = deferred<ICheckJob>();
    api.job.mockReturnValueOnce(answer.promise);
    const running = model.check();
    await model.check();
    await settle();
    await model.check();
    answer.resolve(job());
    await running;
    expect(api.check).toHaveBeenCalledTimes(1);
  });

  describe('when the notebook is edited while a check runs', () => {
    /** Two checks under way, the notebook edited between them. */
    async function twoChecks() {
      const [older, newer] = [deferred<ICheckJob>(), deferred<ICheckJob>()];
      api.check.mockResolvedValueOnce('j1').mockResolvedValueOnce('j2');
      api.job
        .mockReturnValueOnce(older.promise)
        .mockReturnValueOnce(newer.promise);
      const first = model.check();
      await settle();
      notebook.text = 'second';
      const second = model.check();
      await settle();
      return { first, newer, older, second };
    }

    it('starts over, and leaves aside what the older check says', async () => {
      const { first, newer, older, second } = await twoChecks();
      expect(api.job.mock.calls.map(([id]) => id)).toEqual(['j1', 'j2']);
      older.resolve(job({ state: 'cancelled', result: null }));
      await first;
      expect(model.state.check.kind).toBe('running');
      const passed = verdict({ status: 'passed' });
      newer.resolve(job({ job: 'j2', result: passed }));
      await second;
      expect(model.state.check).toEqual({ kind: 'checked', verdict: passed });
      expect(api.cancel).not.toHaveBeenCalled();
    });

    type Ending = (one: ReturnType<typeof deferred<ICheckJob>>) => void;

    it.each<[string, Ending]>([
      ['a verdict', one => one.resolve(job())],
      ['no answer', one => one.reject(new UnreachableError())],
      ['a refusal', one => one.reject(new ApiError(404, 'No such job.'))]
    ])('is not disturbed by %s of the older check', async (_, settleOlder) => {
      const { first, newer, older, second } = await twoChecks();
      const before = model.state;
      settleOlder(older);
      await first;
      expect(model.state).toBe(before);
      newer.resolve(job());
      await second;
      expect(model.state.check.kind).toBe('checked');
    });

    it('asks one after the other, and only for the last', async () => {
      const id = deferred<string>();
      api.check.mockReturnValueOnce(id.promise).mockResolvedValueOnce('j3');
      const all = [model.check()];
      await settle();
      notebook.text = 'second';
      all.push(model.check());
      notebook.text = 'third';
      all.push(model.check());
      await settle();
      expect(api.check).toHaveBeenCalledTimes(1);
      id.resolve('j1');
      await Promise.all(all);
      expect(api.check).toHaveBeenCalledTimes(2);
      expect(api.job.mock.calls.map(([one]) => one)).toEqual(['j3']);
      expect(model.state.check.kind).toBe('checked');
    });

    it('starts over though the older request was refused', async () => {
      const id = deferred<string>();
      api.check.mockReturnValueOnce(id.promise).mockResolvedValueOnce('j2');
      const first = model.check();
      await settle();
      notebook.text = 'second';
      const second = model.check();
      id.reject(new ApiError(422, 'Not of this course.'));
      await Promise.all([first, second]);
      expect(model.state.check.kind).toBe('checked');
    });

    it('can still be cancelled', async () => {
      const { first, newer, older, second } = await twoChecks();
      await model.cancel();
      expect(api.cancel).toHaveBeenCalledWith('j2');
      [older, newer].forEach(one => one.resolve(job()));
      await Promise.all([first, second]);
      expect(model.state.check).toEqual({ kind: 'idle' });
    });
  });

  it.each<[string, () => void, string]>([
    [
      'what the server refused',
      () => api.check.mockRejectedValue(new ApiError(422, 'Not ours.')),
      'Not ours.'
    ],
    [
      'that a check ended without a verdict',
      () =>
        api.job.mockResolvedValue(
          job({ state: 'failed', result: null, message: 'No kernel.' })
        ),
      'No kernel.'
    ],
    [
      'that the disk is full',
      () => api.job.mockRejectedValue(new ApiError(507, 'The disk is full.')),
      'The disk is full.'
    ]
  ])('says %s, and checks anew when asked', async (_, arrange, message) => {
    arrange();
    await model.check();
    expect(model.state.check).toMatchObject({
      kind: 'refused',
      problem: { message }
    });
    api.check.mockResolvedValue('j2');
    api.job.mockResolvedValue(job());
    await model.check();
    expect(model.state.check.kind).toBe('checked');
  });

  it('does not save while the server is away, and tries again by itself', async () => {
    api.check.mockRejectedValueOnce(new UnreachableError());
    await model.check();
    expect(model.state.check).toEqual({ kind: 'unreachable', retryAt: 6000 });
    expect(notebook.save).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(5000);
    expect(model.state.check.kind).toBe('checked');
  });

  it('asks again for the verdict of a check that went on without it', async () => {
    api.job.mockRejectedValueOnce(new UnreachableError());
    await model.check();
    expect(model.state.check.kind).toBe('unreachable');
    await jest.advanceTimersByTimeAsync(5000);
    expect(model.state.check.kind).toBe('checked');
    expect(api.check).toHaveBeenCalledTimes(1);
  });

  it('checks what is there now when asked again after an edit', async () => {
    api.job.mockRejectedValueOnce(new UnreachableError());
    await model.check();
    notebook.text = 'second';
    await model.check();
    expect(api.check).toHaveBeenCalledTimes(2);
  });

  it('checks anew when the server was started anew meanwhile', async () => {
    api.job
      .mockRejectedValueOnce(new UnreachableError())
      .mockRejectedValueOnce(new ApiError(404, 'No such job.'));
    await model.check();
    await jest.advanceTimersByTimeAsync(5000);
    expect(api.check).toHaveBeenCalledTimes(2);
    expect(model.state.check.kind).toBe('checked');
  });

  it('tries again at once when asked, and only once', async () => {
    api.check.mockRejectedValueOnce(new UnreachableError());
    await model.check();
    await model.check();
    await jest.advanceTimersByTimeAsync(6000);
    expect(api.check).toHaveBeenCalledTimes(2);
  });

  it('cancels, and forgets a verdict that comes late', async () => {
    const answer = deferred<ICheckJob>();
    api.job.mockReturnValueOnce(answer.promise);
    const running = model.check();
    await settle();
    await model.cancel();
    expect(api.cancel).toHaveBeenCalledWith('j1');
    answer.resolve(job());
    await running;
    expect(model.state.check).toEqual({ kind: 'idle' });
  });

  it('cancels a job whose id comes after the click', async () => {
    await cancelBeforeTheServerAnswers();
    expect(api.cancel).toHaveBeenCalledWith('late');
  });
});
