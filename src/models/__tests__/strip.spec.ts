import { deferred, fakeApi, job, settle, verdict } from '../../__tests__/fakes';
import type { FakeApi } from '../../__tests__/fakes';
import { ApiError, UnreachableError } from '../../request';
import type { IJob } from '../../documents';
import { StripModel } from '../strip';
import { after, INITIAL } from '../stripstate';

describe('after', () => {
  it('ignores what a check says that is no longer running', () => {
    expect(after(INITIAL, { type: 'check-ended', verdict: verdict() })).toEqual(
      INITIAL
    );
  });

  it('starts a check afresh', () => {
    const checked = {
      ...INITIAL,
      check: { kind: 'checked' as const, verdict: verdict() }
    };
    expect(after(checked, { type: 'check-started', now: 7 }).check).toEqual({
      kind: 'running',
      since: 7,
      position: 0
    });
  });

  it('folds hints away after a pass, and only then', () => {
    const running = after(after(INITIAL, { type: 'hints-asked' }), {
      type: 'check-started',
      now: 0
    });
    const ended = (status: 'passed' | 'failed') =>
      after(running, { type: 'check-ended', verdict: verdict({ status }) });
    expect(ended('failed').hints.shown).toBe(true);
    expect(ended('passed').hints.shown).toBe(false);
  });

  it('keeps hints when a later one is refused', () => {
    const hints = { opened: ['one'], total: 2 };
    const shown = after(after(INITIAL, { type: 'hints-asked' }), {
      type: 'hints-came',
      hints
    });
    const refused = after(shown, {
      type: 'hints-failed',
      problem: { kind: 'unreachable' }
    });
    expect(refused.hints).toEqual({
      shown: true,
      loading: false,
      hints,
      problem: { kind: 'unreachable' }
    });
  });
});

describe('StripModel', () => {
  let api: FakeApi;
  let order: string[];
  let notebook: {
    path: string;
    lesson: string;
    text: string;
    save: jest.Mock;
    restore: jest.Mock;
  };
  let course: { refresh: jest.Mock };
  let model: StripModel;

  beforeEach(() => {
    jest.useFakeTimers();
    order = [];
    api = fakeApi();
    api.check.mockImplementation(async () => {
      order.push('check');
      return 'j1';
    });
    notebook = {
      path: 'ch04/exercises.ipynb',
      lesson: 'ch04',
      text: 'first',
      save: jest.fn(async () => {
        order.push('save');
      }),
      restore: jest.fn(async () => undefined)
    };
    course = { refresh: jest.fn(async () => undefined) };
    model = new StripModel({
      api,
      course,
      notebook,
      exercise: 'ch04-e01',
      now: () => 1000
    });
  });

  afterEach(() => {
    model.dispose();
    jest.useRealTimers();
  });

  it('saves, asks, and keeps the verdict', async () => {
    await model.check();
    expect(order).toEqual(['save', 'check']);
    expect(api.check).toHaveBeenCalledWith('ch04/exercises.ipynb', 'ch04-e01');
    expect(model.state.check).toEqual({ kind: 'checked', verdict: verdict() });
    expect(course.refresh).toHaveBeenCalled();
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
    const answer = deferred<IJob>();
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
    it('starts over, and leaves aside what the older check says', async () => {
      const [older, newer] = [deferred<IJob>(), deferred<IJob>()];
      api.check.mockResolvedValueOnce('j1').mockResolvedValueOnce('j2');
      api.job
        .mockReturnValueOnce(older.promise)
        .mockReturnValueOnce(newer.promise);
      const first = model.check();
      await settle();
      notebook.text = 'second';
      const second = model.check();
      await settle();
      expect(order).toEqual(['save', 'save']);
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

    it.each([
      [
        'a verdict',
        (one: ReturnType<typeof deferred<IJob>>) => one.resolve(job())
      ],
      [
        'no answer',
        (one: ReturnType<typeof deferred<IJob>>) =>
          one.reject(new UnreachableError())
      ],
      [
        'a refusal',
        (one: ReturnType<typeof deferred<IJob>>) =>
          one.reject(new ApiError(404, 'No such job.'))
      ]
    ])('is not disturbed by %s of the older check', async (_, settleOlder) => {
      const [older, newer] = [deferred<IJob>(), deferred<IJob>()];
      api.job
        .mockReturnValueOnce(older.promise)
        .mockReturnValueOnce(newer.promise);
      const first = model.check();
      await settle();
      notebook.text = 'second';
      const second = model.check();
      await settle();
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
      const [older, newer] = [deferred<IJob>(), deferred<IJob>()];
      api.check.mockResolvedValueOnce('j1').mockResolvedValueOnce('j2');
      api.job
        .mockReturnValueOnce(older.promise)
        .mockReturnValueOnce(newer.promise);
      const first = model.check();
      await settle();
      notebook.text = 'second';
      const second = model.check();
      await settle();
      await model.cancel();
      expect(api.cancel).toHaveBeenCalledWith('j2');
      [older, newer].forEach(one => one.resolve(job()));
      await Promise.all([first, second]);
      expect(model.state.check).toEqual({ kind: 'idle' });
    });
  });

  it('says what the server refused', async () => {
    api.check.mockRejectedValue(new ApiError(422, 'Not of this course.'));
    await model.check();
    expect(model.state.check).toEqual({
      kind: 'refused',
      problem: { kind: 'refused', status: 422, message: 'Not of this course.' }
    });
  });

  it('says so when a check ends without a verdict', async () => {
    api.job.mockResolvedValue(
      job({ state: 'failed', result: null, message: 'No kernel.' })
    );
    await model.check();
    expect(model.state.check).toMatchObject({
      kind: 'refused',
      problem: { message: 'No kernel.' }
    });
  });

  it('does not save while the server is away, and tries again by itself', async () => {
    api.visit.mockRejectedValueOnce(new UnreachableError());
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

  it('says so when the server has forgotten the check, and checks anew', async () => {
    api.job.mockRejectedValueOnce(new ApiError(404, 'No such job.'));
    await model.check();
    expect(model.state.check).toMatchObject({
      kind: 'refused',
      problem: { message: 'No such job.' }
    });
    await model.check();
    expect(api.check).toHaveBeenCalledTimes(2);
  });

  it('tries again at once when asked, and only once', async () => {
    api.visit.mockRejectedValueOnce(new UnreachableError());
    await model.check();
    await model.check();
    await jest.advanceTimersByTimeAsync(6000);
    expect(api.check).toHaveBeenCalledTimes(1);
  });

  it('cancels, and forgets a verdict that comes late', async () => {
    const answer = deferred<IJob>();
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
    const id = deferred<string>();
    api.check.mockReturnValueOnce(id.promise);
    const running = model.check();
    await settle();
    await model.cancel();
    id.resolve('late');
    await running;
    expect(api.cancel).toHaveBeenCalledWith('late');
  });

  it('shows hints one by one', async () => {
    await model.openHint();
    expect(model.state.hints).toEqual({
      shown: true,
      loading: false,
      hints: { opened: ['first', 'second'], total: 3 },
      problem: null
    });
    model.hideHints();
    expect(model.state.hints.shown).toBe(false);
    await model.showHints();
    expect(api.hints).toHaveBeenCalledWith('ch04-e01');
  });

  it('keeps the sentence of a solution that is closed', async () => {
    api.solution.mockRejectedValue(new ApiError(403, 'Opens after a pass.'));
    await model.showSolution();
    expect(model.state.solution.problem).toEqual({
      kind: 'refused',
      status: 403,
      message: 'Opens after a pass.'
    });
  });

  it('saves before it resets, and puts the cells back', async () => {
    await model.reset();
    expect(order).toEqual(['save']);
    expect(notebook.restore).toHaveBeenCalledWith('ch04-e01', [
      { grade_id: 'ch04-e01', cell_type: 'code', source: '# YOUR CODE HERE' }
    ]);
    expect(model.state.reset).toEqual({
      kind: 'done',
      backup: 'ch04/backup.ipynb'
    });
  });

  it('leaves the cells alone when the reset is refused', async () => {
    api.reset.mockRejectedValue(new ApiError(507, 'The disk is full.'));
    await model.reset();
    expect(notebook.restore).not.toHaveBeenCalled();
    expect(model.state.reset).toMatchObject({ kind: 'failed' });
  });
});
