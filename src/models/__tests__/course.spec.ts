import { course, deferred, fakeApi } from '../../__tests__/fakes';
import type { ICourse } from '../../documents';
import { ApiError, UnreachableError } from '../../request';
import { CourseModel } from '../course';
import { IDLE_ENGINE } from '../engine';

describe('CourseModel', () => {
  it('starts loading and becomes ready', async () => {
    const model = new CourseModel(fakeApi());
    expect(model.state).toEqual({
      course: null,
      engine: IDLE_ENGINE,
      loading: true,
      failure: null
    });
    await model.refresh();
    expect(model.state.course?.parts).toHaveLength(1);
    expect(model.state.loading).toBe(false);
  });

  it('tells of every change', async () => {
    const model = new CourseModel(fakeApi());
    const seen: boolean[] = [];
    model.changed.connect(sender => seen.push(sender.state.loading), seen);
    await model.refresh();
    expect(seen).toEqual([true, false]);
    await model.refresh();
    expect(seen).toEqual([true, false, false]);
  });

  it.each([
    [new UnreachableError(), { kind: 'unreachable' }],
    [
      new ApiError(507, 'The disk is full.'),
      { kind: 'refused', status: 507, message: 'The disk is full.' }
    ]
  ])('says why it failed: %s', async (reason, failure) => {
    const api = fakeApi();
    api.course.mockRejectedValue(reason);
    const model = new CourseModel(api);
    await model.refresh();
    expect(model.state).toMatchObject({
      course: null,
      loading: false,
      failure
    });
  });

  it('keeps the course when a later fetch fails, and recovers', async () => {
    const api = fakeApi();
    const model = new CourseModel(api);
    await model.refresh();
    api.course.mockRejectedValueOnce(new UnreachableError());
    await model.refresh();
    expect(model.state.course).not.toBeNull();
    expect(model.state.failure).toEqual({ kind: 'unreachable' });
    await model.refresh();
    expect(model.state.failure).toBeNull();
  });

  it('shares one more request between calls that overlap', async () => {
    const api = fakeApi();
    const first = deferred<ICourse>();
    api.course.mockReturnValueOnce(first.promise);
    api.course.mockResolvedValueOnce(course({ title: 'later' }));
    const model = new CourseModel(api);
    const all = [model.refresh(), model.refresh(), model.refresh()];
    first.resolve(course({ title: 'earlier' }));
    await Promise.all(all);
    expect(api.course).toHaveBeenCalledTimes(2);
    expect(model.state.course?.title).toBe('later');
  });

  describe('after an event of the server', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    it('is asked for once, however many there are', async () => {
      const api = fakeApi();
      const model = new CourseModel(api);
      model.refreshAfterEvent();
      model.refreshAfterEvent();
      expect(api.course).not.toHaveBeenCalled();
      await jest.advanceTimersByTimeAsync(1000);
      expect(api.course).toHaveBeenCalledTimes(1);
      model.refreshAfterEvent();
      await jest.advanceTimersByTimeAsync(1000);
      expect(api.course).toHaveBeenCalledTimes(2);
    });

    it('is not asked for again where somebody has since, but where somebody had before', async () => {
      const api = fakeApi();
      const model = new CourseModel(api);
      model.refreshAfterEvent();
      await jest.advanceTimersByTimeAsync(10);
      await model.refresh();
      await jest.advanceTimersByTimeAsync(10);
      expect(api.course).toHaveBeenCalledTimes(1);
      await jest.advanceTimersByTimeAsync(1000);
      expect(api.course).toHaveBeenCalledTimes(1);
      model.refreshAfterEvent();
      await jest.advanceTimersByTimeAsync(1000);
      expect(api.course).toHaveBeenCalledTimes(2);
    });
  });

  it('is asked for once at the start, though the panel is shown before the answer', async () => {
    const api = fakeApi();
    const answer = deferred<ICourse>();
    api.course.mockReturnValueOnce(answer.promise);
    const model = new CourseModel(api);
    const all = [model.refresh(), model.refreshIfStale()];
    answer.resolve(course());
    await Promise.all(all);
    expect(api.course).toHaveBeenCalledTimes(1);
    expect(model.state.loading).toBe(false);
  });

  it('knows what is warming from the course, and hears when it is ready', async () => {
    const api = fakeApi();
    api.course.mockResolvedValue(course({ engine: { warming: ['light'] } }));
    const model = new CourseModel(api);
    await model.refresh();
    expect(model.state.engine.warming).toEqual(['light']);
    const told = jest.fn();
    model.changed.connect(told, {});
    model.applyEngineEvent({ tier: 'light', state: 'ready' });
    expect(model.state.engine).toEqual(IDLE_ENGINE);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('believes an event before a course that was asked for earlier', async () => {
    const api = fakeApi();
    const answer = deferred<ICourse>();
    api.course.mockReturnValueOnce(answer.promise);
    const model = new CourseModel(api);
    const running = model.refresh();
    model.applyEngineEvent({ tier: 'light', state: 'ready' });
    answer.resolve(course({ engine: { warming: ['light', 'tensorflow'] } }));
    await running;
    expect(model.state.engine.warming).toEqual(['tensorflow']);
  });

  it('finds lessons and exercises', async () => {
    const model = new CourseModel(fakeApi());
    await model.refresh();
    expect(model.lesson('ch05')?.title).toBe('Support vector machines');
    expect(model.exercise('ch04-e02')?.title).toBe('Batch gradient descent');
    expect(model.lessonOf('ch04-e03')?.id).toBe('ch04');
    expect(model.exercise('none')).toBeUndefined();
  });

  describe('with time', () => {
    beforeEach(() => void jest.useFakeTimers());
    afterEach(() => void jest.useRealTimers());

    it('is not fetched again for a second look, until it is old', async () => {
      const api = fakeApi();
      const model = new CourseModel(api);
      await model.refreshIfStale();
      await model.refreshIfStale();
      expect(api.course).toHaveBeenCalledTimes(1);
      jest.advanceTimersByTime(61_000);
      await model.refreshIfStale();
      expect(api.course).toHaveBeenCalledTimes(2);
    });

    it('recovers by itself when the server is back, asking ever less often', async () => {
      const api = fakeApi();
      api.course.mockRejectedValue(new UnreachableError());
      const model = new CourseModel(api);
      await model.refresh();
      await jest.advanceTimersByTimeAsync(5_000);
      expect(api.course).toHaveBeenCalledTimes(2);
      await jest.advanceTimersByTimeAsync(9_000);
      expect(api.course).toHaveBeenCalledTimes(2);
      api.course.mockResolvedValue(course());
      await jest.advanceTimersByTimeAsync(1_000);
      expect(model.state.failure).toBeNull();
      await jest.advanceTimersByTimeAsync(600_000);
      expect(api.course).toHaveBeenCalledTimes(3);
    });

    it('does not ask a server again that has answered with a problem', async () => {
      const api = fakeApi();
      api.course.mockRejectedValue(new ApiError(500, 'Mend line 3.'));
      await new CourseModel(api).refresh();
      await jest.advanceTimersByTimeAsync(600_000);
      expect(api.course).toHaveBeenCalledTimes(1);
    });
  });
});
