import { NotebookModel } from '@jupyterlab/notebook';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';

import { deferred, settle } from '../../__tests__/fakes';
import { NotebookSaver } from '../notebooksaver';

/** A notebook whose saves a test ends, and the texts that came into its file. */
function open() {
  const model = new NotebookModel();
  model.sharedModel.insertCell(0, { cell_type: 'code', source: 'first' });
  const text = () => model.sharedModel.getCell(0).getSource();
  const type = (source: string) =>
    model.sharedModel.getCell(0).setSource(source);
  const saveState = new Signal<object, string>({});
  const saves: ReturnType<typeof deferred<void>>[] = [];
  const file: string[] = [];
  let open = 0;
  let overlapped = false;
  /** As JupyterLab saves: the content of the beginning, marked as saved at the end. */
  const save = async () => {
    overlapped ||= open++ > 0;
    saveState.emit('started');
    const content = text();
    const ended = deferred<void>();
    saves.push(ended);
    try {
      await ended.promise;
      file.push(content);
      model.dirty = false;
      saveState.emit('completed');
    } catch (reason) {
      if ((reason as Error).name !== 'ModalCancelError') {
        saveState.emit('failed');
      }
      throw reason;
    } finally {
      open--;
    }
  };
  const saver = new NotebookSaver({
    model,
    save,
    saveState
  } as unknown as NotebookPanel['context']);
  return {
    file,
    model,
    save,
    saver,
    saves,
    type,
    overlapped: () => overlapped
  };
}

// @jupyter/ydoc fills cells before it adds them to their document, and Yjs says so at length.
beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

describe('NotebookSaver', () => {
  it('keeps a notebook marked that was edited while it was saved', async () => {
    const { file, model, save, saves, type } = open();
    const saving = save();
    type('second');
    saves[0].resolve();
    await saving;
    expect(file).toEqual(['first']);
    expect(model.dirty).toBe(true);
  });

  it('takes one for saved that was not edited', async () => {
    const { model, save, saves } = open();
    const saving = save();
    saves[0].resolve();
    await saving;
    expect(model.dirty).toBe(false);
  });

  it('saves after a save that is under way, what was written meanwhile', async () => {
    const { file, overlapped, save, saver, saves, type } = open();
    const theirs = save();
    type('second');
    const ours = saver.save();
    await settle();
    expect(saves).toHaveLength(1);
    saves[0].resolve();
    await theirs;
    await settle();
    expect(saves).toHaveLength(2);
    saves[1].resolve();
    await ours;
    expect(file).toEqual(['first', 'second']);
    expect(overlapped()).toBe(false);
  });

  it('does not save again what two asked for at once', async () => {
    const { overlapped, saver, saves } = open();
    const all = [saver.save(), saver.save()];
    await settle();
    saves[0].resolve();
    await Promise.all(all);
    expect(saves).toHaveLength(1);
    expect(overlapped()).toBe(false);
  });

  it('saves again after a failure', async () => {
    const { file, saver, saves } = open();
    const first = saver.save();
    await settle();
    saves[0].reject(new Error('The disk is full.'));
    await expect(first).rejects.toThrow('The disk is full.');
    const second = saver.save();
    await settle();
    saves[1].resolve();
    await second;
    expect(file).toEqual(['first']);
  });

  it('does not wait for ever for a save that was cancelled in a dialog', async () => {
    jest.useFakeTimers();
    const { file, save, saver, saves } = open();
    const theirs = save().catch(() => undefined);
    saves[0].reject(Object.assign(new Error(), { name: 'ModalCancelError' }));
    await theirs;
    const ours = saver.save();
    await jest.advanceTimersByTimeAsync(10_000);
    saves[1].resolve();
    await ours;
    expect(file).toEqual(['first']);
    jest.useRealTimers();
  });
});
