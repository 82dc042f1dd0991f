import type { NotebookPanel } from '@jupyterlab/notebook';
import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { Title } from '@lumino/widgets';

import { course, lesson } from '../../__tests__/fakes';
import type { ICourseModel } from '../../tokens';
import { notebookTitle, TabTitles } from '../tabtitle';

const trans = nullTranslator.load('');
const OWN = 'ch04_training_linear_models';

describe('notebookTitle', () => {
  it.each([
    ['lesson', `${OWN}/lesson.ipynb`, '4 · Lesson'],
    ['exercises', `home/${OWN}/exercises.ipynb`, '4 · Exercises'],
    ['exercises', 'ch04/exercises.ipynb', '4 · Assignment'],
    ['exercises', 'course/ch04/exercises.ipynb', '4 · Assignment'],
    ['exercises', `${OWN}/mine.ipynb`, '4 · Exercises · mine'],
    ['exercises', 'hw3/exercises.ipynb', '4 · Exercises · hw3'],
    ['exercises', 'exercises.ipynb', '4 · Exercises']
  ] as const)('calls %s at %s %s', (kind, path, title) => {
    expect(notebookTitle(trans, lesson(), kind, path)).toBe(title);
  });

  it('calls the first steps by their name', () => {
    const first = lesson({ number: '0', title: 'First steps', folder: 'a' });
    expect(notebookTitle(trans, first, 'exercises', 'a/exercises.ipynb')).toBe(
      'First steps · Exercises'
    );
  });
});

/** A document as far as titles see it: like JupyterLab's, it takes a new label for a new name. */
function openDocument() {
  const pathChanged = new Signal<object, string>({});
  const context = {
    localPath: `${OWN}/exercises.ipynb`,
    pathChanged,
    ready: Promise.resolve(),
    rename: jest.fn(async (name: string) => {
      context.localPath = `${OWN}/${name}`;
      panel.title.label = name;
      pathChanged.emit(context.localPath);
    })
  };
  const panel = {
    content: {
      model: { getMetadata: () => ({ lesson: 'ch04', notebook: 'exercises' }) }
    },
    context,
    disposed: new Signal<object, void>({}),
    isDisposed: false,
    title: new Title({ owner: {}, label: 'exercises.ipynb' })
  };
  panel.title.changed.connect(() => {
    void context.rename(panel.title.label);
  }, panel);
  return { context, panel: panel as unknown as NotebookPanel };
}

describe('TabTitles', () => {
  const changed = new Signal<object, void>({});
  const model = { changed, lesson: (): unknown => undefined };

  const titles = () =>
    new TabTitles({ course: model as unknown as ICourseModel, trans });

  it('titles a tab once the course is known, and renames nothing', async () => {
    model.lesson = () => undefined;
    const { context, panel } = openDocument();
    titles().watch(panel);
    await context.ready;
    expect(panel.title.label).toBe('exercises.ipynb');
    model.lesson = () => course().parts[0].lessons[0];
    changed.emit();
    expect(panel.title.label).toBe('4 · Exercises');
    expect(context.rename).not.toHaveBeenCalled();
  });

  it('follows a new name of the file, wherever it is given', async () => {
    model.lesson = () => course().parts[0].lessons[0];
    const { context, panel } = openDocument();
    titles().watch(panel);
    await context.ready;
    await context.rename('mine.ipynb');
    expect(panel.title.label).toBe('4 · Exercises · mine');
    panel.title.label = 'other.ipynb';
    await context.ready;
    expect(context.rename).toHaveBeenLastCalledWith('other.ipynb');
    expect(panel.title.label).toBe('4 · Exercises · other');
  });

  it.each(['the course is fetched again', 'the notebook is closed'])(
    'renames nothing when the tab loses its mark while %s',
    async how => {
      model.lesson = () => course().parts[0].lessons[0];
      const { context, panel } = openDocument();
      titles().watch(panel);
      await context.ready;
      if (how === 'the notebook is closed') {
        Object.assign(panel, { isDisposed: true });
        Object.assign(panel.content, { model: null });
      } else {
        model.lesson = () => undefined;
      }
      panel.title.className = 'another';
      panel.title.caption = 'another';
      expect(context.rename).not.toHaveBeenCalled();
      expect(panel.title.label).toBe('4 · Exercises');
    }
  );

  it('takes what is typed for the name of a notebook, if it can be one', async () => {
    model.lesson = () => course().parts[0].lessons[0];
    const { context, panel } = openDocument();
    titles().watch(panel);
    await context.ready;
    for (const invalid of ['', 'a/b', 'a:b']) {
      panel.title.label = invalid;
      expect(panel.title.label).toBe('4 · Exercises');
    }
    expect(context.rename).not.toHaveBeenCalled();
    panel.title.label = 'v2.0';
    await context.ready;
    expect(context.rename).toHaveBeenLastCalledWith('v2.0.ipynb');
    context.rename.mockRejectedValueOnce(new Error('it is there already'));
    panel.title.label = 'taken';
    await new Promise(process.nextTick);
    expect(panel.title.label).toBe('4 · Exercises · v2.0');
  });
});
