import { Notification } from '@jupyterlab/apputils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { INotebookTracker } from '@jupyterlab/notebook';
import { nullTranslator } from '@jupyterlab/translation';

import { fakeApi } from '../../__tests__/fakes';
import type { IOpened } from '../../documents';
import { ApiError } from '../../request';
import { CourseOpener } from '../courseopener';

const OWN = 'ch04_training/exercises.ipynb';
const FETCHED = 'ch04/exercises.ipynb';

/** What the server says where there are two notebooks of exercises, none used yet. */
const TWO: IOpened = {
  path: 'ch04_training/lesson.ipynb',
  exercises: OWN,
  created: [],
  choices: [OWN, FETCHED].map(path => ({
    notebook: 'exercises',
    path,
    modified: '2026-11-20T10:42:00Z'
  }))
};

/** An opener, with the notebook in front as `front` has it. */
function make(
  front: { homl: unknown; path: string } | null = null,
  place: () => { mode?: 'split-right' } = () => ({})
) {
  const api = fakeApi();
  const choose = jest.fn(async (): Promise<string | null> => FETCHED);
  const currentWidget = front && {
    content: { model: { getMetadata: () => front.homl } },
    context: { path: front.path }
  };
  const course = { refresh: jest.fn(async () => undefined) };
  const openOrReveal = jest.fn();
  const opener = new CourseOpener({
    api,
    course,
    documents: { openOrReveal } as unknown as IDocumentManager,
    tracker: { currentWidget } as unknown as INotebookTracker,
    choose,
    place,
    trans: nullTranslator.load('jupyterlab_homl')
  });
  const shown = () =>
    openOrReveal.mock.calls.map(([path, , , { activate }]) => [path, activate]);
  return { api, choose, course, opener, shown };
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
      created: ['p'],
      choices: []
    });
    await opener.open('ch04', 'lesson');
    expect(course.refresh).toHaveBeenCalled();
  });

  it('shows lesson and exercises side by side where there is room', async () => {
    const { opener, shown } = make(null, () => ({ mode: 'split-right' }));
    await opener.open('ch04', 'lesson');
    expect(shown()).toEqual([
      ['ch04/lesson.ipynb', true],
      ['ch04/exercises.ipynb', true],
      ['ch04/lesson.ipynb', true] // and the lesson stays the one in front
    ]);
  });

  it('means the notebook in front', async () => {
    const homl = { lesson: 'ch04', notebook: 'exercises' };
    const { api, opener, shown } = make({ homl, path: FETCHED });
    await opener.open('ch04', 'exercises', 'ch04-e02');
    expect(shown()).toEqual([[FETCHED, true]]);
    expect(api.openLesson).not.toHaveBeenCalled();
  });

  it.each([
    { lesson: 'ch03', notebook: 'exercises' },
    { lesson: 'ch04', notebook: 'lesson' },
    undefined
  ])('does not mean a notebook in front with %j', async homl => {
    const { opener, shown } = make({ homl, path: 'other.ipynb' });
    await opener.open('ch04', 'exercises');
    expect(shown()).toEqual([[FETCHED, true]]);
  });

  it('asks where there are two of which none has been used', async () => {
    const { api, choose, opener, shown } = make();
    api.openLesson.mockResolvedValue(TWO);
    await opener.open('ch04', 'exercises');
    expect(choose).toHaveBeenCalledWith('ch04', TWO.choices);
    expect(shown()).toEqual([[FETCHED, true]]);
  });

  it('opens none where the question is cancelled', async () => {
    const { api, choose, opener, shown } = make();
    api.openLesson.mockResolvedValue(TWO);
    choose.mockResolvedValue(null);
    await expect(opener.open('ch04', 'exercises')).resolves.toBeNull();
    expect(shown()).toEqual([]);
  });

  it('does not ask for what only opens in the background', async () => {
    const { api, choose, opener, shown } = make();
    api.openLesson.mockResolvedValue(TWO);
    await opener.open('ch04', 'lesson');
    expect(choose).not.toHaveBeenCalled();
    expect(shown()).toEqual([[TWO.path, true]]);
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
