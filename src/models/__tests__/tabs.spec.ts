import { Signal } from '@lumino/signaling';

import type { ICourseTab } from '../../tokens';
import { CourseTabs } from '../tabs';

const tab = (id: string, rank: number, changed?: Signal<object, void>) =>
  ({
    id,
    label: id,
    rank,
    changed,
    render: () => null
  }) as unknown as ICourseTab;

describe('CourseTabs', () => {
  it('keeps tabs by rank, the first in front until another is asked for', () => {
    const tabs = new CourseTabs();
    tabs.add(tab('review', 10));
    tabs.add(tab('road', 0));
    expect(tabs.list.map(({ id }) => id)).toEqual(['road', 'review']);
    expect(tabs.current).toBe('road');
    tabs.show('review');
    expect(tabs.current).toBe('review');
  });

  it('shows a tab that was asked for before it came, and another once it is gone', () => {
    const tabs = new CourseTabs();
    tabs.add(tab('road', 0));
    tabs.show('notes');
    expect(tabs.current).toBe('road');
    const added = tabs.add(tab('notes', 20));
    expect(tabs.current).toBe('notes');
    added.dispose();
    expect(tabs.current).toBe('road');
  });

  it('tells of news of its tabs, while they are there', () => {
    const tabs = new CourseTabs();
    const changed = new Signal<object, void>({});
    const added = tabs.add(tab('road', 0, changed));
    const heard = jest.fn();
    tabs.changed.connect(heard);
    changed.emit();
    expect(heard).toHaveBeenCalledTimes(1);
    added.dispose();
    changed.emit();
    expect(heard).toHaveBeenCalledTimes(2);
  });
});
