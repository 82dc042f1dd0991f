import type { NotebookPanel } from '@jupyterlab/notebook';

import { placeBeside } from '../beside';

function panel(id: string, homl: unknown, width = 700): NotebookPanel {
  return {
    content: { model: { getMetadata: () => homl } },
    id,
    node: { clientWidth: width }
  } as unknown as NotebookPanel;
}

const lesson = (width?: number) =>
  panel('lesson', { lesson: 'ch04', notebook: 'lesson' }, width);
const exercises = (width?: number) =>
  panel('exercises', { lesson: 'ch04', notebook: 'exercises' }, width);

describe('placeBeside', () => {
  it('puts exercises to the right of their lesson, and a lesson to the left', () => {
    expect(placeBeside([lesson(1400)], 'ch04', 'exercises')).toEqual({
      mode: 'split-right',
      ref: 'lesson'
    });
    expect(placeBeside([exercises(1400)], 'ch04', 'lesson')).toEqual({
      mode: 'split-left',
      ref: 'exercises'
    });
  });

  it.each([
    ['where there is no room', [lesson(1200)], 'ch04'],
    ['where the lesson of another chapter is open', [lesson(1400)], 'ch10'],
    ['where there is nothing', [], 'ch04'],
    ['beside other notebooks', [panel('mine', undefined, 1400)], 'ch04']
  ])('leaves the place to JupyterLab %s', (_, visible, id) => {
    expect(placeBeside(visible, id, 'exercises')).toEqual({});
  });

  it('keeps to the two columns that there are', () => {
    const both = [lesson(), exercises()];
    expect(placeBeside(both, 'ch10', 'lesson')).toEqual({
      mode: 'tab-after',
      ref: 'lesson'
    });
    expect(placeBeside(both, 'ch10', 'exercises')).toEqual({
      mode: 'tab-after',
      ref: 'exercises'
    });
  });
});
