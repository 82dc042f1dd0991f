import { nullTranslator } from '@jupyterlab/translation';
import { render, screen } from '@testing-library/react';
import * as React from 'react';

import { IDLE_ENGINE } from '../../models/engine';
import type { IEngineState } from '../../tokens';
import { EngineNote } from '../enginenote';

const trans = nullTranslator.load('jupyterlab_homl');

const note = (engine: Partial<IEngineState> = {}) => (
  <EngineNote engine={{ ...IDLE_ENGINE, ...engine }} trans={trans} />
);

const status = () => screen.getByRole('status');

describe('EngineNote', () => {
  it('says nothing when nothing is loaded', () => {
    render(note());
    expect(status().childElementCount).toBe(0);
  });

  it.each([
    [{ warming: ['light'] }, 'loading libraries'],
    [{ warming: ['light', 'tensorflow'] }, 'loading TensorFlow'],
    [{ failed: ['light'] }, 'jupyter homl doctor'],
    [{ failed: ['light'], warming: ['tensorflow'] }, 'loading TensorFlow']
  ])('has words for %p', (engine, words) => {
    render(note(engine));
    expect(status().textContent).toContain(words);
  });

  it('keeps its live region when it comes and goes', () => {
    const { rerender } = render(note());
    const region = status();
    rerender(note({ warming: ['light'] }));
    expect(status()).toBe(region);
    expect(region.textContent).toContain('Warming up');
    rerender(note());
    expect(status()).toBe(region);
    expect(region.textContent).toBe('');
  });
});
