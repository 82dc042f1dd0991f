import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import * as React from 'react';

import { UnreachableError } from '../../request';
import type { IWelcome } from '../documents';
import type { ILanguageChoice } from '../language';
import { WelcomeModel } from '../model';
import type { IWelcomePageProps } from '../page';
import { WelcomePage } from '../page';
import { page, topic } from './fakes';

const trans = nullTranslator.load('jupyterlab_homl');

function languages(): { [K in keyof ILanguageChoice]: jest.Mock } {
  return {
    read: jest.fn(async () => ({
      chosen: 'default',
      list: [
        { id: 'en', name: 'English' },
        { id: 'zh_CN', name: '中文' }
      ]
    })),
    set: jest.fn(async () => undefined)
  };
}

async function show(
  answer: () => Promise<IWelcome>,
  change: Partial<IWelcomePageProps> = {}
): Promise<{ api: { choose: jest.Mock; rate: jest.Mock } }> {
  const api = {
    welcome: jest.fn(answer),
    choose: jest.fn(async () => undefined),
    rate: jest.fn(answer)
  };
  await act(async () => {
    render(
      <WelcomePage
        model={new WelcomeModel(api)}
        languages={languages()}
        language="en"
        openFirst={jest.fn()}
        reload={jest.fn()}
        tour={null}
        showRoad={jest.fn()}
        trans={trans}
        {...change}
      />
    );
  });
  return { api };
}

describe('WelcomePage', () => {
  it('asks for goal and self-check, with nothing chosen for the person', async () => {
    const { api } = await show(async () => page());
    expect(
      screen
        .getAllByRole<HTMLInputElement>('radio')
        .filter(({ checked }) => checked)
    ).toEqual([]);
    await act(async () => {
      fireEvent.click(screen.getByRole('radio', { name: /^Decide later/ }));
    });
    expect(api.choose).toHaveBeenCalledWith(null);
    await act(async () => {
      const numpy = screen.getByRole('group', { name: 'NumPy' });
      fireEvent.click(within(numpy).getByRole('radio', { name: /^3/ }));
    });
    expect(api.rate).toHaveBeenCalledWith('p1', 3);
  });

  it('shows earlier ratings with their days, and takes the same again today', async () => {
    const ratings = [
      { at: '2026-03-01T10:00:00Z', rating: 1 },
      { at: '2026-03-01T10:01:00Z', rating: 2 },
      { at: '2026-04-02T10:00:00Z', rating: 3 }
    ];
    const { api } = await show(async () =>
      page({ topics: [topic({ ratings, advice: 'skim' })] })
    );
    const numpy = screen.getByRole('group', { name: 'NumPy' });
    const history = within(numpy).getByText(/Mar 1, 2026/);
    expect(history.textContent).toContain(
      'Mar 1, 2026: seen it, not sure → Apr 2, 2026: yes, but I look things up'
    );
    await act(async () => {
      fireEvent.click(within(numpy).getByRole('button'));
    });
    expect(api.rate).toHaveBeenCalledWith('p1', 3);
    expect(
      screen.getAllByText(/NumPy \(90 min, before chapter 1\)/)
    ).toHaveLength(2);
  });

  it('announces what an answer brought, and nothing on opening', async () => {
    const ratings = [{ at: '2026-03-01T10:00:00Z', rating: 1 }];
    const others = topic({ id: 'p2', title: 'Pandas', advice: 'skim' });
    await show(async () =>
      page({ topics: [topic({ ratings, advice: 'worth' }), others] })
    );
    const heard = (): string =>
      screen
        .getAllByRole('status')
        .map(({ textContent }) => textContent)
        .join('|');
    expect(heard()).not.toMatch(/Kept|NumPy|Pandas/);
    const numpy = screen.getByRole('group', { name: 'NumPy' });
    await act(async () => {
      fireEvent.click(within(numpy).getByRole('radio', { name: /^3/ }));
    });
    expect(heard()).toMatch(/Saved\./);
    expect(heard()).toMatch(/Worth your time: NumPy/);
    expect(heard()).not.toMatch(/Pandas|This is advice/);
  });

  it('sets the language, and reloads when it is asked to', async () => {
    const reload = jest.fn();
    const choice = languages();
    await show(async () => page(), { languages: choice, reload });
    await act(async () => {
      fireEvent.change(screen.getByRole('combobox'), {
        target: { value: 'zh_CN' }
      });
    });
    expect(choice.set).toHaveBeenCalledWith('zh_CN');
    expect(reload).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Reload now' }));
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('says what is wrong and tries again', async () => {
    let answers = 0;
    await show(async () => {
      answers += 1;
      if (answers === 1) {
        throw new UnreachableError();
      }
      return page();
    });
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    });
    expect(screen.getByRole('group', { name: 'NumPy' })).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('offers to go on with the tour where that has been left', async () => {
    const changed = new Signal<object, void>({});
    let label = 'Take the tour';
    await show(async () => page(), {
      tour: { label: () => label, changed, start: jest.fn() }
    });
    expect(screen.getByRole('button', { name: label })).toBeTruthy();
    label = 'Continue the tour (step 2 of 6)';
    act(() => changed.emit());
    expect(screen.getByRole('button', { name: label })).toBeTruthy();
  });
});
