import { cleanup, render } from '@testing-library/react';
import * as React from 'react';

import { useReveal } from '../usereveal';

/** Calls back at once, as a browser does for an element that has a size. */
class FakeResizeObserver {
  constructor(private readonly callback: () => void) {}
  observe(): void {
    this.callback();
  }
  disconnect(): void {
    return;
  }
}

function Cell(props: { news: unknown }): JSX.Element {
  const ref = React.useRef<HTMLDivElement>(null);
  useReveal(
    () => ref.current && { from: ref.current, to: ref.current },
    props.news
  );
  return (
    <div className="jp-WindowedPanel-outer">
      <div className="jp-Cell">
        <div ref={ref} className="opened" />
      </div>
    </div>
  );
}

/** A window from 100 to 500, with a cell and something in it at the given places; how far it is scrolled by news. */
function scrolled(
  cell: [number, number],
  opened: [number, number],
  before: unknown = null,
  after: unknown = 'news'
): number {
  const places: Record<string, [number, number]> = {
    'jp-WindowedPanel-outer': [100, 500],
    'jp-Cell': cell,
    opened
  };
  jest
    .spyOn(Element.prototype, 'getBoundingClientRect')
    .mockImplementation(function (this: Element) {
      const [top, bottom] = places[this.className] ?? [0, 0];
      return { top, bottom, height: bottom - top } as DOMRect;
    });
  const { container, rerender } = render(<Cell news={before} />);
  rerender(<Cell news={after} />);
  return container.firstElementChild?.scrollTop ?? NaN;
}

describe('useReveal', () => {
  const { ResizeObserver } = window;

  beforeEach(() => {
    window.ResizeObserver = FakeResizeObserver as never;
  });

  afterEach(() => {
    cleanup();
    jest.restoreAllMocks();
    window.ResizeObserver = ResizeObserver;
  });

  it.each<[string, Parameters<typeof scrolled>, number]>([
    [
      'as little as shows what opened below',
      [
        [300, 700],
        [450, 700]
      ],
      200
    ],
    [
      'not past its top',
      [
        [300, 1200],
        [450, 1200]
      ],
      350
    ],
    [
      'up to an answer whose strip is below',
      [
        [150, 900],
        [600, 900]
      ],
      400
    ],
    [
      'nothing where all is seen',
      [
        [300, 480],
        [400, 480]
      ],
      0
    ],
    [
      'nothing where the learner is elsewhere',
      [
        [600, 900],
        [700, 900]
      ],
      0
    ],
    [
      'nothing for what was there when the cell appeared',
      [[300, 700], [450, 700], 'same', 'same'],
      0
    ],
    ['nothing for what closes', [[300, 700], [450, 700], 'open', null], 0]
  ])('scrolls %s', (_, where, by) => {
    expect(scrolled(...where)).toBe(by);
  });
});
