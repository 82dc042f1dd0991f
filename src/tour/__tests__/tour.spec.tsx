import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { act, fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';

import { TOUR_LENGTH } from '../../plugins/tour';
import { Bubble } from '../bubble';
import { TOUR_KEY, TourModel } from '../model';
import { bubblePosition } from '../position';
import type { ITourStep } from '../steps';
import { tourSteps } from '../steps';

const trans = nullTranslator.load('jupyterlab_homl');

class State {
  kept: Record<string, unknown> = {};
  fetch = async (key: string): Promise<never> => this.kept[key] as never;
  save = async (key: string, value: unknown): Promise<void> => {
    this.kept[key] = value;
  };
}

describe('TourModel', () => {
  it('is found again where it was left, and begins anew after its end', async () => {
    const state = new State();
    const first = new TourModel(3, state);
    first.start();
    first.next();
    first.leave();
    expect(first.isRunning).toBe(false);

    const second = new TourModel(3, state);
    await second.restore();
    expect(second.step).toBe(1);
    second.start();
    second.next();
    second.next();
    expect([second.isRunning, second.step]).toEqual([false, 0]);
    expect(state.kept[TOUR_KEY]).toBe(0);
  });

  it.each([['x'], [-1], [99], [null]])('takes %p for no place', async kept => {
    const state = new State();
    state.kept[TOUR_KEY] = kept;
    const model = new TourModel(3, state);
    await model.restore();
    expect(model.step).toBe(0);
  });
});

describe('placeOf', () => {
  const bubble = { width: 320, height: 180 };
  const view = { width: 1000, height: 700 };

  it.each([
    ['beside', { left: 0, top: 50, width: 300, height: 600 }, 312, 50],
    ['below', { left: 100, top: 50, width: 800, height: 100 }, 100, 162],
    ['above', { left: 100, top: 500, width: 800, height: 150 }, 100, 308]
  ])('%s its target', (_, target, left, top) => {
    expect(bubblePosition(target, bubble, view)).toEqual({ left, top });
  });

  it('is in the middle without one, and never outside of the window', () => {
    expect(bubblePosition(null, bubble, view)).toEqual({ left: 340, top: 260 });
    const far = { left: 990, top: 690, width: 500, height: 500 };
    const { left, top } = bubblePosition(far, bubble, view);
    expect(left + bubble.width).toBeLessThanOrEqual(view.width);
    expect(top + bubble.height).toBeLessThanOrEqual(view.height);
    expect(bubblePosition(far, bubble, { width: 200, height: 100 })).toEqual({
      left: 12,
      top: 12
    });
  });
});

describe('tourSteps', () => {
  it('has as many steps as the plugin says, each with words for its absence', () => {
    const steps = tourSteps(new CommandRegistry(), () => null, trans);
    expect(steps).toHaveLength(TOUR_LENGTH);
    for (const step of steps) {
      expect(step.text).not.toBe('');
      expect(step.otherwise).not.toBe('');
      expect(step.find()).toBeNull();
    }
  });
});

describe('Bubble', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function step(title: string, element: HTMLElement | null): ITourStep {
    return {
      title,
      text: `about ${title}`,
      otherwise: `${title} would be elsewhere`,
      prepare: async () => undefined,
      find: () => element
    };
  }

  async function show(
    steps: ITourStep[],
    start = jest.fn()
  ): Promise<TourModel> {
    const model = new TourModel(steps.length, null);
    model.start();
    const view = (): JSX.Element => (
      <Bubble model={model} steps={steps} start={start} trans={trans} />
    );
    const { rerender } = render(view());
    model.changed.connect(() => rerender(view()));
    await act(async () => {
      await jest.advanceTimersByTimeAsync(100);
    });
    return model;
  }

  it('has the focus, is no modal dialog, and Escape leaves it', async () => {
    const element = document.body.appendChild(document.createElement('p'));
    element.scrollIntoView = jest.fn();
    const model = await show([step('one', element), step('two', element)]);
    const bubble = screen.getByRole('dialog', { name: 'one' });
    expect(bubble.getAttribute('aria-modal')).toBe('false');
    expect(document.activeElement).toBe(bubble);
    expect(screen.getByRole('status').textContent).toBe('Step 1 of 2');
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Next' }));
    });
    expect(screen.getByRole('dialog', { name: 'two' })).toBeTruthy();
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    expect([model.isRunning, model.step]).toEqual([false, 1]);
    element.remove();
  });

  it('ends with the work itself', async () => {
    const element = document.body.appendChild(document.createElement('p'));
    element.scrollIntoView = jest.fn();
    const start = jest.fn();
    const model = await show(
      [step('one', element), step('two', element)],
      start
    );
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Next' }));
    });
    expect(start).not.toHaveBeenCalled();
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Start' }));
    });
    expect(start).toHaveBeenCalledTimes(1);
    expect([model.isRunning, model.step]).toEqual([false, 0]);
    element.remove();
  });

  it('says where an element would be that does not come', async () => {
    await show([step('one', null)]);
    expect(screen.queryByText('one would be elsewhere')).toBeNull();
    await act(async () => {
      await jest.advanceTimersByTimeAsync(10_000);
    });
    expect(screen.getByText('one would be elsewhere')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('dialog'));
  });
});
