import { Notification } from '@jupyterlab/apputils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import { nullTranslator } from '@jupyterlab/translation';

import { fakeApi } from '../../__tests__/fakes';
import { ApiError } from '../../request';
import { CourseOpener } from '../courseopener';

function make() {
  const api = fakeApi();
  const course = { refresh: jest.fn(async () => undefined) };
  const openOrReveal = jest.fn();
  const opener = new CourseOpener({
    api,
    course,
    documents: { openOrReveal } as unknown as IDocumentManager,
    trans: nullTranslator.load('jupyterlab_homl')
  });
  const shown = () =>
    openOrReveal.mock.calls.map(([path, , , { activate }]) => [path, activate]);
  return { api, course, opener, shown };
}

describe('CourseOpener', () => {
  it('shows both notebooks of a lesson, the lesson in front', async () => {
    const { api, opener, shown } = make();
    await opener.open('ch04', 'lesson');
    expect(api.openLesson).toHaveBeenCalledWith('ch04');
    expect(shown()).toEqual([
      ['ch04/lesson.ipynb', true],
      ['ch04/exercises.ipynb', false]
    ]);
  });

  it('shows the exercises alone when an exercise is asked for', async () => {
    const { opener, shown } = make();
    await opener.open('ch04', 'exercises', 'ch04-e01');
    expect(shown()).toEqual([['ch04/exercises.ipynb', true]]);
  });

  it('refreshes the course when notebooks were handed out', async () => {
    const { api, course, opener } = make();
    await opener.open('ch04', 'lesson');
    expect(course.refresh).not.toHaveBeenCalled();
    api.openLesson.mockResolvedValueOnce({
      path: 'p',
      exercises: 'e',
      created: ['p']
    });
    await opener.open('ch04', 'lesson');
    expect(course.refresh).toHaveBeenCalled();
  });

  it('tells what went wrong, and shows nothing', async () => {
    const { api, opener, shown } = make();
    const error = jest.spyOn(Notification, 'error').mockReturnValue('id');
    api.openLesson.mockRejectedValue(new ApiError(507, 'The disk is full.'));
    await opener.open('ch04', 'lesson');
    expect(error.mock.calls[0][0]).toBe('The disk is full.');
    expect(shown()).toEqual([]);
  });
});
