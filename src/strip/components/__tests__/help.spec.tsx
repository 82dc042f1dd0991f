import { act, fireEvent, screen, within } from '@testing-library/react';

import { attempt, exercise, verdict } from '../../../__tests__/fakes';
import type { IHints } from '../../../documents';
import {
  button,
  checked,
  liveText,
  renderStrip
} from '../../__tests__/renderstrip';
import type { IHintsState } from '../../models/helpstate';
import { INITIAL_HELP } from '../../models/helpstate';
import { asMarkdown } from '../solution';

const hints = (change: Partial<IHintsState>) => ({
  hints: {
    ...INITIAL_HELP.hints,
    shown: true,
    hints: {
      opened: ['look at X'],
      total: 2,
      next: { number: 2, wait: 0 }
    },
    ...change
  }
});

describe('hints', () => {
  it('open one by one', () => {
    const { openHint } = renderStrip(hints({}));
    expect(screen.getByText('look at X')).not.toBeNull();
    fireEvent.click(button('Hint 2'));
    expect(openHint).toHaveBeenCalled();
  });

  it.each([
    [125, 'Hint 2 opens after another attempt, or in 3 min'],
    [40, 'Hint 2 opens after another attempt, or in 40 s']
  ])('say when the next one opens: in %i s', (wait, words) => {
    jest.useFakeTimers({ now: 1000 });
    const { stuck } = renderStrip(hints({ opensAt: 1000 + 1000 * wait }));
    expect(screen.getByText(words)).not.toBeNull();
    expect(screen.queryByRole('button', { name: 'Hint 2' })).toBeNull();
    fireEvent.click(button('I’m stuck'));
    expect(stuck).toHaveBeenCalled();
    act(() => jest.advanceTimersByTime(1000 * wait));
    expect(button('Hint 2')).not.toBeNull();
    jest.useRealTimers();
  });

  it('end with the last', () => {
    renderStrip(hints({ hints: { opened: ['a', 'b'], total: 2, next: null } }));
    expect(screen.queryByRole('button', { name: /^Hint|stuck/ })).toBeNull();
  });

  it.each([
    [3, 'failed', true],
    [3, 'passed', false],
    [2, 'failed', false]
  ] as const)(
    'say before number %i, of an exercise that is %s, what it costs: %s',
    (number, status, told) => {
      renderStrip(
        hints({
          hints: { opened: ['a'], total: 4, next: { number, wait: 0 } }
        }),
        { exercise: exercise({ status }) }
      );
      const words = screen.queryByText(
        /passing after it counts as “familiar” rather than “proficient”/
      );
      expect(words !== null).toBe(told);
    }
  );

  it('of an older server open without a wait', () => {
    renderStrip(hints({ hints: { opened: ['a'], total: 2 } as IHints }));
    expect(button('Hint 2')).not.toBeNull();
  });

  it.each([
    [0, 3, 'Hint', 'openHint'],
    [1, 3, 'Show hints', 'showHints'],
    [0, 0, null, 'openHint']
  ] as const)(
    '%i of %i open: the button says %s',
    (opened, total, name, act) => {
      const actions = renderStrip(
        {},
        { exercise: exercise({ hints: { opened, total } }) }
      );
      if (name) {
        fireEvent.click(button(name));
      }
      expect(actions[act]).toHaveBeenCalledTimes(name ? 1 : 0);
      expect(screen.queryAllByRole('button', { name: /[Hh]int/ })).toHaveLength(
        name ? 1 : 0
      );
    }
  );
});

describe('the solution', () => {
  const given = (source: string) => ({
    ...INITIAL_HELP.solution,
    shown: true,
    solution: {
      cells: [{ cell_type: 'code' as const, source }],
      rubric: null,
      points: []
    }
  });

  it('stands beside one’s own, told by words and signs', async () => {
    renderStrip({ solution: given('theta = 2') });
    const table = await screen.findByRole('table');
    const [mine, other] = within(table).getAllByRole('cell');
    expect(mine.textContent).toBe('−Yours: theta = 1');
    expect(other.textContent).toBe('+One solution: theta = 2');
    fireEvent.click(button('Side by side'));
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.getByText(/```python/)).not.toBeNull();
  });

  it('is called one of several only once it is there', () => {
    const { solution } = INITIAL_HELP;
    renderStrip({ solution: { ...solution, shown: true } });
    expect(screen.queryByText(/others may be just as good/)).toBeNull();
    renderStrip({ solution: given('theta = 2') });
    expect(screen.getByText(/others may be just as good/)).not.toBeNull();
  });

  it('says what follows before it is shown', () => {
    const { hideSolution, showSolution } = renderStrip({
      solution: { ...INITIAL_HELP.solution, shown: true, asking: true }
    });
    expect(screen.getByText(/then stay at “familiar”/)).not.toBeNull();
    fireEvent.click(button('Not now'));
    expect(hideSolution).toHaveBeenCalled();
    fireEvent.click(button('Show solution'));
    expect(showSolution).toHaveBeenCalled();
  });

  it('says so when it is the same', async () => {
    renderStrip({ solution: given('theta = 1\n') });
    expect(await screen.findByText('Both are identical.')).not.toBeNull();
  });

  it('says when it opens', () => {
    const problem = {
      kind: 'refused',
      status: 403,
      message: 'After a pass.'
    } as const;
    renderStrip({
      solution: { ...INITIAL_HELP.solution, shown: true, problem }
    });
    expect(screen.getByText('After a pass.')).not.toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('a short answer', () => {
  const manual = { exercise: exercise({ kind: 'S', manual: true }) };
  const answered = checked({ status: 'answered', tests: [] });
  const solution = {
    ...INITIAL_HELP.solution,
    shown: true,
    solution: {
      cells: [{ cell_type: 'markdown' as const, source: 'Because.' }],
      rubric: '- one\n- two',
      points: ['**one**', 'two']
    }
  };

  it('is rated point by point', () => {
    const { rate } = renderStrip({ ...answered, solution }, manual);
    expect(screen.getByText('Because.')).not.toBeNull();
    fireEvent.click(screen.getByRole('checkbox', { name: 'two' }));
    fireEvent.click(button('Save my rating'));
    expect(rate).toHaveBeenCalledWith([false, true]);
  });

  it('shows the rating that was kept', () => {
    const rating = { ...INITIAL_HELP.rating, given: [true, false] };
    renderStrip({ ...answered, solution, rating }, manual);
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'one' });
    expect(box.checked).toBe(true);
    expect(liveText()).toContain('Saved: 1 of 2 points');
    fireEvent.click(box);
    expect(liveText()).not.toContain('Kept');
    expect(button('Save the new rating')).not.toBeNull();
  });

  it.each([
    [null, 'Rate your answer'],
    [[true, false], 'Your rating: 1 of 2']
  ])('leads to its rating %j after a reload', (given, name) => {
    const last = attempt({
      verdict: verdict({ status: 'answered', tests: [] })
    });
    const { showSolution } = renderStrip(
      { last, rating: { ...INITIAL_HELP.rating, given } },
      manual
    );
    fireEvent.click(button(name));
    expect(showSolution).toHaveBeenCalled();
  });
});

describe('attempts', () => {
  const history = {
    ...INITIAL_HELP.history,
    shown: true,
    attempts: [
      attempt({ id: 6, number: 1, status: 'error', total: 0 }),
      attempt()
    ]
  };

  it('are listed, the newest first, with a way to compare and one back', () => {
    const { compare, restoreAttempt } = renderStrip({ history });
    const [first, second] = screen.getAllByRole('listitem');
    expect(first.textContent).toMatch(
      /Attempt 2: not yet · .* · 2 of 3 checks/
    );
    expect(second.textContent).toMatch(/Attempt 1: stopped by an error/);
    fireEvent.click(button('Compare attempt 2 with the current answer'));
    expect(compare).toHaveBeenCalledWith(7);
    fireEvent.click(button('Restore attempt 1'));
    expect(restoreAttempt).toHaveBeenCalledWith(6);
  });

  it('stand beside what is there now, with what was found', async () => {
    const { compare } = renderStrip({
      history: { ...history, compared: attempt() }
    });
    const table = await screen.findByRole('table');
    expect(table.textContent).toContain('Attempt 2: theta = 0');
    expect(screen.getByText(/theta has 1 number/)).not.toBeNull();
    fireEvent.click(button('Compare attempt 2 with the current answer'));
    expect(compare).toHaveBeenCalledWith(null);
  });

  it.each([
    [{ attempts: [] }, /None yet/],
    [{ attempts: null, loading: true }, /Loading/]
  ])('have words for %j', (change, words) => {
    renderStrip({ history: { ...history, ...change } });
    expect(screen.getByText(words)).not.toBeNull();
  });

  it('that are earlier still are fetched on request', () => {
    const { showHistory } = renderStrip({ history: { ...history, before: 6 } });
    fireEvent.click(button('Show earlier attempts'));
    expect(showHistory).toHaveBeenCalledWith(6);
  });

  it('can be fetched again', () => {
    const problem = { kind: 'unreachable' } as const;
    const { showHistory } = renderStrip({
      history: { ...history, attempts: null, problem }
    });
    fireEvent.click(button('Try again'));
    expect(showHistory).toHaveBeenCalled();
  });
});

describe('asMarkdown', () => {
  it('fences code that holds fences', () => {
    const cells = [{ cell_type: 'code' as const, source: 'a = "```"' }];
    expect(asMarkdown({ cells, rubric: 'Rate it.' })).toBe(
      '````python\na = "```"\n````\n\nRate it.'
    );
  });
});
