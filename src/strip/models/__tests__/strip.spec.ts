import {
  attempt,
  course as courseDocument,
  exercise,
  exerciseAnswers,
  job,
  lesson,
  sentence,
  verdict
} from '../../../__tests__/fakes';
import { RepairUndoneError } from '../../../notebook/cellrepair';
import { ApiError } from '../../../request';
import { stripFixture } from '../../__tests__/fixture';
import type { IStripFixture } from '../../__tests__/fixture';

describe('StripModel', () => {
  let { api, answers, course, model, notebook, order } = {} as IStripFixture;

  beforeEach(() => {
    jest.useFakeTimers();
    ({ api, answers, course, model, notebook, order } = stripFixture());
  });

  afterEach(() => {
    model.dispose();
    jest.useRealTimers();
  });

  it('shows hints one by one', async () => {
    await model.openHint();
    expect(model.state.hints).toEqual({
      shown: true,
      loading: false,
      hints: { opened: ['first', 'second'], total: 3 },
      opensAt: null,
      problem: null
    });
    model.hideHints();
    expect(model.state.hints.shown).toBe(false);
    await model.showHints();
    expect(api.hints).toHaveBeenCalledWith('ch04-e01');
  });

  it('knows when the next hint opens, and asks again after a check', async () => {
    model.applyAnswers(exerciseAnswers());
    expect(model.state.hints.opensAt).toBe(121000);
    await model.check();
    expect(api.hints).toHaveBeenCalledTimes(1);
    expect(model.state.hints.opensAt).toBeNull();
    await model.check();
    expect(api.hints).toHaveBeenCalledTimes(1);
  });

  it('opens the next hint at once for who is stuck', async () => {
    await model.openHintNow();
    expect(answers.stuck).toHaveBeenCalledWith('ch04-e01');
    expect(model.state.hints).toMatchObject({ shown: true, opensAt: 181000 });
  });

  const refused = new ApiError(403, 'Not yet.');

  it.each([
    ['solution', () => api.solution, () => model.showSolution()],
    ['hints', () => api.openHint, () => model.openHint()],
    ['hints', () => answers.stuck, () => model.openHintNow()],
    ['history', () => answers.attempts, () => model.showHistory()],
    ['history', () => answers.attempt, () => model.compare(7)],
    ['rating', () => answers.rate, () => model.rate([true])],
    ['reset', () => api.reset, () => model.reset()],
    ['reset', () => answers.restore, () => model.repairCells()],
    ['reset', () => answers.restore, () => model.restoreAttempt(7)]
  ] as const)('keeps the sentence of a refusal: %s', async (part, ask, act) => {
    ask().mockRejectedValue(refused);
    await act();
    expect(model.state[part]).toMatchObject({
      problem: { kind: 'refused', status: 403, message: 'Not yet.' }
    });
    const { repairCells, restore, setAnswer } = notebook;
    [repairCells, restore, setAnswer].forEach(change =>
      expect(change).not.toHaveBeenCalled()
    );
  });

  it('knows whether its verdict is still about the answer', async () => {
    model.applyAnswers(
      exerciseAnswers({ last: attempt({ source: 'theta = 0' }) })
    );
    const state = (text: string) => {
      notebook.text = text;
      model.noteAnswer();
      return model.state.answer;
    };
    expect(state('theta = 0')).toBe('judged');
    expect(state('\ntheta = 0  \n\n')).toBe('judged');
    expect(state('theta = 1')).toBe('edited');
    expect(state('# YOUR CODE HERE\n')).toBe('blank');
    expect(state('')).toBe('blank');
    notebook.text = 'theta = 2';
    await model.check();
    expect(model.state.answer).toBe('judged');
    expect(state('theta = 0')).toBe('edited');
  });

  it('says where a repair was undone, and that is not an error of the server', async () => {
    notebook.repairCells.mockRejectedValue(new RepairUndoneError());
    await model.repairCells();
    expect(model.state.reset).toEqual({ kind: 'undone' });
  });

  it.each([
    ['reset', () => model.reset(), () => notebook.restore],
    ['attempt', () => model.restoreAttempt(7), () => notebook.setAnswer],
    ['cells', () => model.repairCells(), () => notebook.repairCells]
  ] as const)('saves before it puts back: %s', async (what, act, put) => {
    await act();
    expect(order).toEqual(['save']);
    expect(put().mock.calls[0][0]).toBe('ch04-e01');
    const backup = 'ch04/backup.ipynb';
    expect(model.state.reset).toEqual({ kind: 'done', what, backup });
  });

  it('asks for the attempt that was chosen', async () => {
    await model.restoreAttempt(7);
    const path = 'ch04/exercises.ipynb';
    expect(answers.restore).toHaveBeenCalledWith(path, 'ch04-e01', 7);
    expect(notebook.setAnswer).toHaveBeenCalledWith(
      'ch04-e01',
      'theta = 0',
      'code'
    );
  });

  it('lists attempts, compares one, and lists anew after a check', async () => {
    await model.showHistory();
    await model.compare(7);
    expect(model.state.history).toMatchObject({
      shown: true,
      attempts: [{ number: 2 }],
      compared: { source: 'theta = 0' }
    });
    answers.attempts.mockResolvedValue({
      attempts: [attempt(), attempt({ id: 8 })],
      total: 3,
      before: 7
    });
    await model.check();
    expect(model.state.history.attempts).toHaveLength(2);
    expect(model.state.history.compared).toBeNull();
    await model.compare(null);
    expect(answers.attempt).toHaveBeenCalledTimes(1);
    answers.attempts.mockResolvedValue({
      attempts: [attempt({ id: 6, number: 1 })],
      total: 3,
      before: null
    });
    await model.showHistory(7);
    expect(answers.attempts).toHaveBeenLastCalledWith('ch04-e01', 7);
    expect(model.state.history.attempts?.map(({ id }) => id)).toEqual([
      6, 7, 8
    ]);
    expect(model.state.history.before).toBeNull();
  });

  it.each([
    ['before a pass', { status: 'failed' }, true],
    ['after a pass', { status: 'passed' }, false],
    ['to a short answer', { status: 'failed', manual: true }, false]
  ] as const)(
    'asks before the solution is seen %s: %j, %s',
    async (_, change, asks) => {
      const solution = { available: true, reason: '', told: sentence('') };
      course.exercise.mockReturnValue(exercise({ solution, ...change }));
      await model.showSolution();
      expect(model.state.solution.asking).toBe(asks);
      expect(api.solution).toHaveBeenCalledTimes(asks ? 0 : 1);
      if (asks) {
        await model.showSolution();
        expect(model.state.solution).toMatchObject({
          asking: false,
          shown: true
        });
        expect(api.solution).toHaveBeenCalledTimes(1);
      }
    }
  );

  it('does not ask once a pass is shown, before the course is fetched again', async () => {
    const solution = { available: true, reason: '', told: sentence('') };
    course.exercise.mockReturnValue(exercise({ solution, status: 'failed' }));
    api.job.mockResolvedValue(job({ result: verdict({ status: 'passed' }) }));
    await model.check();
    await model.showSolution();
    expect(model.state.solution.asking).toBe(false);
    expect(api.solution).toHaveBeenCalledTimes(1);
  });

  it('opens rubric and model answer with the answer', async () => {
    const result = verdict({ status: 'answered', tests: [] });
    api.job.mockResolvedValue(job({ result }));
    await model.check();
    expect(model.state.solution.shown).toBe(true);
    await model.rate([true, false]);
    expect(model.state.rating.given).toEqual([true, false]);
    expect(course.refresh).toHaveBeenCalledTimes(2);
  });

  it('knows when a check ends the chapter, until the next one starts', async () => {
    course.refresh.mockImplementationOnce(async () => {
      const lessons = [lesson({ status: 'done' })];
      const parts = [{ id: 'p', title: 'P', lessons }];
      course.state = { ...course.state, course: courseDocument({ parts }) };
    });
    await model.check();
    expect(model.state.milestone).toBe('chapter');
    await model.check();
    expect(model.state.milestone).toBeNull();
  });

  it.each([
    ['nothing was written', '# YOUR CODE HERE\n', null, false],
    ['nothing is there', ' ', null, false],
    ['something was written', 'x = 1', null, true],
    ['it was checked', 'x = 1\n', 'x = 1', false],
    ['it was changed since', 'x = 2', 'x = 1', true]
  ])('knows whether a check is due: %s', (_, text, source, due) => {
    notebook.text = text;
    const last = source === null ? null : attempt({ source });
    model.applyAnswers(exerciseAnswers({ last }));
    expect(model.edited).toBe(due);
  });

  it('has nothing new to check after a check', async () => {
    expect(model.edited).toBe(true);
    await model.check();
    expect(model.edited).toBe(false);
    notebook.text = 'second';
    expect(model.edited).toBe(true);
  });
});
