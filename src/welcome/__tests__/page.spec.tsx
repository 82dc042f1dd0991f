import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import {
  act,
  cleanup,
  fireEvent,
  render,
  screen,
  within
} from '@testing-library/react';
import * as React from 'react';

import { course, lesson } from '../../__tests__/fakes';
import { UnreachableError } from '../../request';
import type { ICourseModel } from '../../tokens';
import type { IFirst, IWelcome } from '../documents';
import type { ILanguageChoice } from '../language';
import { WelcomeModel } from '../model';
import type { IWelcomePageProps } from '../page';
import { WelcomePage } from '../page';
import { FIRST, page, topic } from './fakes';

const trans = nullTranslator.load('jupyterlab_homl');

/** The course, as far as the page needs it. */
function road(): Pick<ICourseModel, 'state' | 'changed' | 'lesson'> {
  const found = course();
  return {
    state: {
      course: found,
      engine: { warming: [], failed: [] },
      loading: false,
      failure: null
    },
    changed: new Signal<ICourseModel, void>({} as ICourseModel),
    lesson: id => (id === 'ch04' ? lesson() : undefined)
  };
}

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
        course={road()}
        languages={languages()}
        language="en"
        openFirst={jest.fn()}
        openTopic={jest.fn()}
        goOn={jest.fn()}
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

const first = (change: Partial<IFirst>): IWelcome =>
  page({ first: { ...FIRST, ...change } });

const main = (): HTMLElement[] =>
  Array.from(document.querySelectorAll<HTMLElement>('.jp-homl-mod-primary'));

describe('WelcomePage', () => {
  it('says what this is, and has one button, which leads to the first exercise', async () => {
    const openFirst = jest.fn();
    await show(async () => page(), { openFirst });
    expect(screen.getByText(/^Learn machine learning by doing/)).toBeTruthy();
    expect(screen.getByRole('img', { name: /^A road/ })).toBeTruthy();
    expect(main()).toHaveLength(1);
    fireEvent.click(
      screen.getByRole('button', { name: 'Start: one exercise, 3 minutes' })
    );
    expect(openFirst).toHaveBeenCalledWith('start', 'start-e01');
  });

  it('goes on with an exercise that has been tried', async () => {
    await show(async () => first({ status: 'failed', attempts: 1 }));
    expect(main().map(({ textContent }) => textContent)).toEqual([
      'Go on with the first exercise'
    ]);
  });

  it('is glad once it has passed, and leads to the chapter', async () => {
    const goOn = jest.fn();
    await show(async () => first({ status: 'passed', attempts: 2 }), { goOn });
    expect(
      screen.getByText(/^Well done! Your first exercise passed after 2 checks/)
    ).toBeTruthy();
    expect(screen.getByText(course().continue?.reason.id ?? '-')).toBeTruthy();
    fireEvent.click(
      screen.getByRole('button', { name: 'Go to chapter 4 · Training models' })
    );
    expect(goOn).toHaveBeenCalledTimes(1);
    expect(main()).toHaveLength(1);
  });

  it('folds the self-check, and has none before its tutorials are written', async () => {
    await show(async () => page());
    const [fold] = document.querySelectorAll('details');
    expect(fold.open).toBe(false);
    expect(fold.textContent).toContain('0 of 2 rated');
    cleanup();
    await show(async () => page({ topics: [] }));
    expect(screen.queryByText('What can you already do?')).toBeNull();
  });

  it('offers no language where there is only one', async () => {
    const choice = languages();
    choice.read.mockResolvedValue({
      chosen: 'default',
      list: [{ id: 'en', name: 'English' }]
    });
    await show(async () => page(), { languages: choice });
    expect(screen.queryByRole('combobox')).toBeNull();
  });

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
    const openTopic = jest.fn();
    const { api } = await show(
      async () => page({ topics: [topic({ ratings, advice: 'skim' })] }),
      { openTopic }
    );
    const numpy = screen.getByRole('group', { name: 'NumPy' });
    const history = within(numpy).getByText(/Mar 1, 2026/);
    expect(history.textContent).toContain(
      'Mar 1, 2026: seen it, not sure → Apr 2, 2026: yes, but I look things up'
    );
    await act(async () => {
      fireEvent.click(
        within(numpy).getByRole('button', { name: 'Still true today' })
      );
    });
    expect(api.rate).toHaveBeenCalledWith('p1', 3);
    expect(
      screen.getAllByText(/NumPy \(90 min, before chapter 1\)/)
    ).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: /^NumPy/ }));
    expect(openTopic).toHaveBeenCalledWith('p1');
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

  it('changes the language with a reload, once it is asked to', async () => {
    const reload = jest.fn();
    const choice = languages();
    await show(async () => page(), { languages: choice, reload });
    await act(async () => {
      fireEvent.change(screen.getByRole('combobox'), {
        target: { value: 'zh_CN' }
      });
    });
    // JupyterLab would ask for a reload itself if the setting changed before.
    expect(choice.set).not.toHaveBeenCalled();
    await act(async () => {
      fireEvent.click(
        screen.getByRole('button', { name: 'Change the language' })
      );
    });
    expect(choice.set).toHaveBeenCalledWith('zh_CN');
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
