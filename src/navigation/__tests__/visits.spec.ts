import type { NotebookPanel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';

import { UnreachableError } from '../../request';
import { VisitTracker } from '../visits';

const CELLS = [
  { homl: { role: 'setup' } },
  { homl: { exercise: 'e1', role: 'statement' } },
  { homl: { exercise: 'e1', role: 'answer' } },
  { homl: { exercise: 'e2', role: 'answer' } }
];

/** A notebook as far as visits see it, and a way to enter a cell. */
function notebook(homl: unknown) {
  const content = {
    activeCellIndex: 0,
    model: { getMetadata: () => homl },
    widgets: CELLS.map(metadata => ({ model: { metadata } }))
  };
  const activeCellChanged = new Signal<object, void>(content);
  Object.assign(content, { activeCellChanged });
  const context = {
    localPath: 'ch04/mine.ipynb',
    pathChanged: new Signal<object, string>(content)
  };
  const panel = {
    content,
    context,
    isDisposed: false
  } as unknown as NotebookPanel;
  const rename = (path: string) => {
    context.localPath = path;
    context.pathChanged.emit(path);
  };
  const enter = (index: number) => {
    content.activeCellIndex = index;
    activeCellChanged.emit();
  };
  return { enter, panel, rename };
}

describe('Visits', () => {
  const visit = jest.fn(async () => undefined);
  let visits: VisitTracker;

  beforeEach(() => {
    jest.useFakeTimers();
    visit.mockClear();
    visits = new VisitTracker({ visit });
  });

  afterEach(() => jest.useRealTimers());

  const open = (homl: unknown) => {
    const opened = notebook(homl);
    visits.watch(opened.panel);
    visits.setCurrent(opened.panel);
    return opened;
  };
  const later = () => jest.advanceTimersByTimeAsync(3000);

  it('tells at once that the notebook in front has another name', async () => {
    const { rename } = open({ lesson: 'ch04', notebook: 'exercises' });
    await later();
    rename('ch04/other.ipynb');
    expect(visit).toHaveBeenLastCalledWith(
      expect.objectContaining({ path: 'ch04/other.ipynb' })
    );
  });

  it('tells that a notebook in the background has another name, and still where the learner is', async () => {
    const { rename } = open({ lesson: 'ch04', notebook: 'exercises' });
    await later();
    const front = { lesson: 'ch04', notebook: 'lesson' };
    open(front);
    await later();
    visit.mockClear();
    rename('ch04/other.ipynb');
    await later();
    expect(visit.mock.calls).toEqual([
      [expect.objectContaining({ path: 'ch04/other.ipynb' })],
      [expect.objectContaining(front)]
    ]);
  });

  it('is silent about a new name of a notebook that was never in front', async () => {
    const { panel, rename } = notebook({
      lesson: 'ch04',
      notebook: 'exercises'
    });
    visits.watch(panel);
    rename('ch04/other.ipynb');
    await later();
    expect(visit).not.toHaveBeenCalled();
  });

  it('tells of the exercise that somebody settles in, once', async () => {
    const { enter } = open({ lesson: 'ch04', notebook: 'exercises' });
    enter(1);
    enter(2);
    await later();
    enter(1);
    await later();
    expect(visit.mock.calls).toEqual([
      [
        {
          lesson: 'ch04',
          notebook: 'exercises',
          exercise: 'e1',
          path: 'ch04/mine.ipynb'
        }
      ]
    ]);
    enter(3);
    await later();
    expect(visit).toHaveBeenLastCalledWith({
      lesson: 'ch04',
      notebook: 'exercises',
      exercise: 'e2',
      path: 'ch04/mine.ipynb'
    });
  });

  it('tells of a lesson without an exercise', async () => {
    open({ lesson: 'ch04', notebook: 'lesson' });
    await later();
    expect(visit).toHaveBeenCalledWith({
      lesson: 'ch04',
      notebook: 'lesson',
      exercise: null,
      path: 'ch04/mine.ipynb'
    });
  });

  it('is silent about notebooks of other kinds, and about none', async () => {
    open(undefined);
    await later();
    visits.setCurrent(null);
    await later();
    expect(visit).not.toHaveBeenCalled();
  });

  it('tells again what was lost on the way', async () => {
    visit.mockRejectedValueOnce(new UnreachableError());
    const { enter } = open({ lesson: 'ch04', notebook: 'exercises' });
    enter(1);
    await later();
    enter(2);
    await later();
    expect(visit).toHaveBeenCalledTimes(2);
  });
});
