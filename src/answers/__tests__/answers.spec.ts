import { exerciseAnswers, fakeAnswersApi } from '../../__tests__/fakes';
import { ApiError, UnreachableError } from '../../request';
import { differenceRows } from '../difference';
import { LessonAnswers } from '../lessonanswers';

describe('LessonMemory', () => {
  it('asks once', async () => {
    const api = fakeAnswersApi();
    const memory = new LessonAnswers(api, 'ch04');
    const heard = jest.fn();
    memory.loaded.connect(heard);
    expect(memory.of('ch04-e01')).toBeUndefined();
    await Promise.all([memory.load(), memory.load()]);
    await memory.load();
    expect(api.lesson.mock.calls).toEqual([['ch04']]);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(memory.of('ch04-e01')).toEqual(exerciseAnswers());
  });

  it.each([
    ['again after the server was away', new UnreachableError(), 2],
    ['no more where an older server refuses', new ApiError(404, ''), 1]
  ])('asks %s', async (_, reason, times) => {
    const api = fakeAnswersApi();
    api.lesson.mockRejectedValueOnce(reason);
    const memory = new LessonAnswers(api, 'ch04');
    await memory.load();
    await memory.load();
    expect(api.lesson).toHaveBeenCalledTimes(times);
  });
});

describe('differenceRows', () => {
  it.each<[string, string, string, [string | null, string | null][]]>([
    ['nothing', 'a\nb', 'a\nb\n\n', []],
    ['a line that changed', 'a\nb\nc', 'a\nB\nc', [['b', 'B']]],
    ['a line more', 'a', 'a\nb', [[null, 'b']]],
    [
      'more lines than before',
      'a\nb\nc',
      'a\nx\ny\nc',
      [
        ['b', 'x'],
        [null, 'y']
      ]
    ],
    ['a line less at the end', 'a\nb', 'a', [['b', null]]]
  ])('tells %s', (_, left, right, rows) => {
    const found = differenceRows(left, right);
    expect(
      found
        .filter(({ same }) => !same)
        .map(({ left: mine, right: other }) => [mine, other])
    ).toEqual(rows);
    const lines = (side: 'left' | 'right') =>
      found.flatMap(row => row[side] ?? []).join('\n');
    expect(lines('left')).toBe(left.trim());
    expect(lines('right')).toBe(right.trim());
  });
});
