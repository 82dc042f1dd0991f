import { keyAction } from '../keys';

const press = (key: string, change = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...change
});

describe('keyAction', () => {
  it.each([
    ['ArrowDown', { kind: 'move', to: 2 }],
    ['ArrowUp', { kind: 'move', to: 0 }],
    ['Home', { kind: 'move', to: 0 }],
    ['End', { kind: 'move', to: 4 }],
    ['ArrowRight', { kind: 'expand', expanded: true }],
    ['ArrowLeft', { kind: 'expand', expanded: false }],
    ['d', { kind: 'mark', state: 'done' }],
    ['S', { kind: 'mark', state: 'skipped' }],
    ['l', { kind: 'mark', state: 'learning' }],
    ['/', { kind: 'search' }],
    ['x', null],
    ['Tab', null]
  ])('%s', (key, expected) => {
    expect(keyAction(press(key), 1, 5)).toEqual(expected);
  });

  it('stays at the ends', () => {
    expect(keyAction(press('ArrowDown'), 4, 5)).toEqual({
      kind: 'move',
      to: 4
    });
    expect(keyAction(press('ArrowUp'), 0, 5)).toEqual({ kind: 'move', to: 0 });
  });

  it('folds the other way where text runs from the right', () => {
    expect(keyAction(press('ArrowLeft'), 0, 5, true)).toEqual({
      kind: 'expand',
      expanded: true
    });
  });

  it('leaves keys with a modifier to JupyterLab', () => {
    expect(keyAction(press('s', { ctrlKey: true }), 0, 5)).toBeNull();
  });
});
