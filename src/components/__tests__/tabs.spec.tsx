import { nullTranslator } from '@jupyterlab/translation';
import { fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';

import { roadIcon } from '../../icons';
import type { ICourseTab } from '../../tokens';
import { takeFocus } from '../focus';
import { Tabs, targetTab } from '../tabs';

const trans = nullTranslator.load('jupyterlab_homl');

const LIST: ICourseTab[] = ['road', 'review', 'notes'].map((id, index) => ({
  id,
  label: id,
  rank: index,
  badge: () => (id === 'review' ? '6' : ''),
  render: () => <p>{`this is ${id}`}</p>
}));

function show(current: string): jest.Mock {
  const shown = jest.fn();
  render(
    <Tabs
      label="Course"
      owner="t"
      list={LIST}
      current={current}
      show={shown}
      trans={trans}
    />
  );
  return shown;
}

describe('Tabs', () => {
  it('shows the tab in front, named by its tab', () => {
    show('review');
    const selected = screen.getByRole('tab', { selected: true });
    expect(selected.textContent).toBe('review6');
    const body = screen.getByRole('tabpanel', { name: /review/ });
    expect(body.textContent).toBe('this is review');
    expect(selected.getAttribute('aria-controls')).toBe(body.id);
    expect(screen.getAllByRole('tab').map(tab => tab.tabIndex)).toEqual([
      -1, 0, -1
    ]);
  });

  it('has a button beside the tabs, which is none of them', () => {
    const run = jest.fn();
    render(
      <Tabs
        label="Course"
        owner="t"
        list={LIST}
        current="road"
        show={jest.fn()}
        action={{
          icon: roadIcon,
          label: 'Course',
          caption: 'Open the page',
          run
        }}
        trans={trans}
      />
    );
    const button = screen.getByRole('button', { name: 'Course' });
    expect(button.closest('[role=tablist]')).toBeNull();
    fireEvent.click(button);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['ArrowRight', 'notes'],
    ['ArrowLeft', 'road'],
    ['End', 'notes'],
    ['Home', 'road']
  ])('%s leads to %s', (key, to) => {
    const shown = show('review');
    fireEvent.keyDown(screen.getByRole('tab', { selected: true }), { key });
    expect(shown).toHaveBeenCalledWith(to);
    expect(document.activeElement?.textContent).toBe(to);
  });

  function Greedy(): JSX.Element {
    const field = React.useRef<HTMLInputElement>(null);
    React.useEffect(() => takeFocus(field.current), []);
    return <input ref={field} />;
  }

  function Two(): JSX.Element {
    const [current, show] = React.useState('road');
    const list = LIST.map(tab =>
      tab.id === 'review' ? { ...tab, render: () => <Greedy /> } : tab
    );
    return <Tabs {...{ current, list, show, trans }} label="C" owner="t" />;
  }

  it('keeps the focus on the tab that the arrows show', () => {
    render(<Two />);
    const [road, review, notes] = screen.getAllByRole('tab');
    road.focus();
    fireEvent.keyDown(road, { key: 'ArrowRight' });
    expect(screen.getByRole('textbox')).toBeTruthy();
    expect(document.activeElement).toBe(review);
    fireEvent.keyDown(review, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(notes);
  });

  it('lets a body take the focus that is shown by an action', () => {
    render(<Two />);
    const review = screen.getAllByRole('tab')[1];
    review.focus();
    fireEvent.click(review);
    expect(document.activeElement).toBe(screen.getByRole('textbox'));
  });

  it('goes round, and the other way where text runs from the right', () => {
    expect(targetTab('ArrowRight', 2, 3, false)).toBe(0);
    expect(targetTab('ArrowRight', 0, 3, true)).toBe(2);
    expect(targetTab('x', 0, 3, false)).toBeNull();
  });
});
