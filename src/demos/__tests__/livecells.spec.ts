import { nullTranslator } from '@jupyterlab/translation';

import { labelControls } from '../controllabels';
import { neededActionText } from '../demonote';
import { importsToolkit, liveKind, neededAction } from '../livecells';
import type { ILiveCellState } from '../livecells';

const ALIVE: ILiveCellState = {
  kernel: 'idle',
  starting: false,
  running: false,
  stale: false,
  drawn: true,
  shown: true,
  loading: false
};

describe('liveKind', () => {
  it.each([
    [{ homl: { role: 'demo' } }, 'anything()', 'demo'],
    [{ homl: { role: 'question' } }, 'anything()', 'question'],
    [{}, 'demos.learning_rate.show()', 'demo'],
    [{}, 'quiz.predict(\n    "Why?"', 'question'],
    [{}, 'plots.show(figure)', null],
    [{ homl: { role: 'answer' } }, 'x = demos', null]
  ])('%j and %s make %s', (metadata, source, kind) => {
    expect(liveKind(metadata, source)).toBe(kind);
  });
});

describe('wantOf', () => {
  it.each<[string, Partial<ILiveCellState>, string | null]>([
    ['one that is on the page', {}, null],
    ['one that was never run', { drawn: false, shown: false }, 'run'],
    ['one whose widgets come', { shown: false, loading: true }, null],
    ['one that runs', { shown: false, running: true }, null],
    ['one of an older kernel', { stale: true }, 'again'],
    ['one that is gone from the page', { shown: false }, 'again'],
    ['one without a kernel', { drawn: false, kernel: null }, 'kernel'],
    ['one whose kernel ended', { kernel: null }, 'again'],
    ['one whose kernel died', { kernel: 'dead', loading: true }, 'again'],
    [
      'one whose kernel comes back',
      { kernel: 'restarting', stale: true },
      null
    ],
    ['a notebook that opens', { kernel: null, starting: true }, null]
  ])('%s', (_, change, want) => {
    expect(neededAction({ ...ALIVE, ...change })).toBe(want);
  });

  it.each(['demo', 'question'] as const)('has words for a %s', kind => {
    const trans = nullTranslator.load('');
    expect(neededActionText(trans, kind, 'kernel')).toContain(
      `This ${kind} needs`
    );
    expect(neededActionText(trans, kind, 'again')).toContain(
      `This ${kind} stopped with its kernel`
    );
    expect(neededActionText(trans, kind, 'run')).toMatch(
      kind === 'demo' ? /^This demo is/ : /see the question/
    );
  });
});

it.each([
  ['import numpy as np\nfrom jupyterlab_homl.toolkit import demos', true],
  ['import jupyterlab_homl', true],
  ['# from jupyterlab_homl import x', false],
  ['jupyterlab_homl_other = 1', false]
])('finds the cells that bring the toolkit: %s', (source, brings) => {
  expect(importsToolkit(source)).toBe(brings);
});

it('names what widgets leave without a name', () => {
  const node = document.createElement('div');
  node.innerHTML = `
    <div class="widget-slider">
      <label class="widget-label">Rate</label>
      <div><div class="noUi-handle" role="slider"></div></div>
      <div class="widget-readout" contenteditable="true">0.5</div>
    </div>
    <p>Predict: which?</p>
    <div class="widget-radio"><div class="widget-radio-box"></div></div>`;
  labelControls(node);
  labelControls(node);
  const of = (selector: string, attribute: string) =>
    node.querySelector(selector)?.getAttribute(attribute);
  expect(of('.noUi-handle', 'aria-label')).toBe('Rate');
  expect(of('.noUi-handle', 'aria-valuetext')).toBe('0.5');
  expect(of('.widget-readout', 'aria-label')).toBe('Rate');
  expect(of('.widget-radio-box', 'role')).toBe('radiogroup');
  expect(of('.widget-radio-box', 'aria-label')).toBe('Predict: which?');
});
