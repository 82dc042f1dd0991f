import { CodeCellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { KernelSpec } from '@jupyterlab/services';

import { giveCourseKernel } from '../coursekernel';

const SPECS = {
  ready: Promise.resolve(),
  specs: {
    default: 'python3',
    kernelspecs: { homl: { display_name: 'Course', language: 'python' } }
  }
} as unknown as KernelSpec.IManager;

/** A notebook of the course as nbgrader hands it out. */
function fetched(change: {
  homl?: unknown;
  kernel?: string;
  executed?: boolean;
  running?: string;
}) {
  const cell = new CodeCellModel();
  cell.executionCount = change.executed ? 1 : null;
  const metadata: Record<string, unknown> = {
    homl:
      'homl' in change ? change.homl : { lesson: 'c', notebook: 'exercises' }
  };
  const model = {
    cells: [cell],
    defaultKernelName: change.kernel ?? 'python3',
    getMetadata: (key: string) => metadata[key],
    setMetadata: jest.fn()
  };
  const sessionContext = {
    kernelPreference: { autoStartDefault: true, name: 'python3' },
    ready: Promise.resolve(),
    session: change.running && { kernel: { name: change.running } },
    changeKernel: jest.fn(async () => undefined)
  };
  const context = { model, ready: Promise.resolve(), sessionContext };
  const panel = { context, isDisposed: false } as unknown as NotebookPanel;
  return { model, panel, sessionContext };
}

describe('giveCourseKernel', () => {
  it('gives a fetched notebook the kernel before one is started', async () => {
    const { model, panel, sessionContext } = fetched({});
    await giveCourseKernel(panel, SPECS);
    expect(model.setMetadata).toHaveBeenCalledWith('kernelspec', {
      display_name: 'Course',
      language: 'python',
      name: 'homl'
    });
    expect(sessionContext.kernelPreference.name).toBe('homl');
    expect(sessionContext.changeKernel).not.toHaveBeenCalled();
  });

  it('replaces a kernel that was started too early', async () => {
    const { panel, sessionContext } = fetched({ running: 'python3' });
    await giveCourseKernel(panel, SPECS);
    expect(sessionContext.changeKernel).toHaveBeenCalledWith({ name: 'homl' });
  });

  it.each([
    ['of no course', { homl: undefined }],
    ['with another kernel', { kernel: 'julia' }],
    ['that has been run', { executed: true }]
  ])('leaves a notebook alone %s', async (_, change) => {
    const { model, panel } = fetched(change);
    await giveCourseKernel(panel, SPECS);
    expect(model.setMetadata).not.toHaveBeenCalled();
  });

  it('leaves notebooks alone where the kernel is not installed', async () => {
    const { model, panel } = fetched({});
    await giveCourseKernel(panel, {
      ready: Promise.resolve(),
      specs: null
    });
    expect(model.setMetadata).not.toHaveBeenCalled();
  });
});
