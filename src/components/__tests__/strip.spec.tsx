import { nullTranslator } from '@jupyterlab/translation';
import { fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';

import { exercise, oneTest, verdict } from '../../__tests__/fakes';
import type { IVerdict } from '../../documents';
import type { CheckState, IStripState } from '../../models/stripstate';
import { INITIAL } from '../../models/stripstate';
import { asMarkdown } from '../help';
import type { IStripActions, IStripProps } from '../strip';
import { Strip } from '../strip';

const trans = nullTranslator.load('jupyterlab_homl');

function show(
  state: Partial<IStripState> = {},
  change: Partial<IStripProps> = {}
): jest.Mocked<IStripActions> {
  const actions = {
    check: jest.fn(),
    cancel: jest.fn(),
    showHints: jest.fn(),
    openHint: jest.fn(),
    hideHints: jest.fn(),
    showSolution: jest.fn(),
    hideSolution: jest.fn(),
    openNext: jest.fn(),
    openMenu: jest.fn()
  };
  render(
    <Strip
      state={{ ...INITIAL, ...state }}
      exercise={exercise()}
      next={null}
      answerMissing={false}
      warming={false}
      actions={actions}
      Markdown={({ source }) => <p>{source}</p>}
      trans={trans}
      {...change}
    />
  );
  return actions;
}

const checked = (change: Partial<IVerdict>): { check: CheckState } => ({
  check: { kind: 'checked', verdict: verdict(change) }
});

const status = () => screen.getByRole('status').textContent;

describe('Strip', () => {
  it('is one line with the facts until somebody checks', () => {
    const { check } = show();
    expect(status()).toBe('');
    expect(screen.getByText('8 min')).not.toBeNull();
    expect(screen.getByText('3 checks + 2 hidden')).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(check).toHaveBeenCalled();
  });

  it('remembers earlier days', () => {
    show({}, { exercise: exercise({ status: 'failed', attempts: 2 }) });
    expect(status()).toBe('Not yet · tried 2×');
  });

  it('works before the course is known', () => {
    show({}, { exercise: undefined });
    expect(screen.getByRole('button', { name: 'Check' })).not.toBeNull();
  });

  it('can be cancelled while it runs', () => {
    const running = { kind: 'running', position: 0 } as const;
    const { cancel, check } = show({
      check: { ...running, since: Date.now() - 3000 }
    });
    expect(status()).toBe('Checking in a clean process');
    expect(screen.getByText('3 s')).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(check).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(cancel).toHaveBeenCalled();
  });

  it('says what a check waits for while libraries are loaded', () => {
    const running = { kind: 'running', since: Date.now() } as const;
    show({ check: { ...running, position: 0 } }, { warming: true });
    expect(status()).toBe('Warming up…');
  });

  it('speaks of the queue first', () => {
    const running = { kind: 'running', since: Date.now() } as const;
    show({ check: { ...running, position: 2 } }, { warming: true });
    expect(status()).toBe('Waiting for 2 other checks');
  });

  it('does not speak of the libraries when nothing is checked', () => {
    show({}, { warming: true });
    expect(status()).toBe('');
  });

  it('says which test fails and why, and folds the others', () => {
    show(checked({}), { exercise: exercise({ attempts: 2 }) });
    expect(status()).toBe('Not yet: 2 of 3 pass · attempt 2');
    expect(screen.getByText('three points on a line')).not.toBeNull();
    expect(screen.getByText(/theta has 1 number/)).not.toBeNull();
    expect(screen.getByText(/2 hidden checks run once/)).not.toBeNull();
    expect(screen.queryByText('shape')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '2 others pass' }));
    expect(screen.getByText('shape')).not.toBeNull();
  });

  it('names the hidden checks that do not pass', () => {
    show(
      checked({
        hidden: { passed: 1, total: 2 },
        tests: [
          oneTest(),
          oneTest({ name: 'column of zeros', passed: false, hidden: true })
        ]
      })
    );
    expect(status()).toBe('1 pass; 1 of 2 hidden not yet');
    expect(screen.getByText('column of zeros')).not.toBeNull();
  });

  it('does not name hidden checks before they ran', () => {
    const waits = { passed: false, hidden: true, ran: false };
    show(
      checked({
        hidden: { passed: 0, total: 2 },
        tests: [
          oneTest({ passed: false }),
          oneTest({ name: 'later', passed: false, ran: false }),
          oneTest({ name: 'column of zeros', ...waits }),
          oneTest({ name: 'whole numbers', ...waits })
        ]
      })
    );
    expect(screen.getByText('Did not run: later')).not.toBeNull();
    expect(
      screen.getByText('2 hidden checks run once these pass')
    ).not.toBeNull();
    expect(screen.queryByText(/column of zeros/)).toBeNull();
  });

  it('counts hidden checks that have no names', () => {
    show(checked({ hidden: { passed: 1, total: 2 }, tests: [oneTest()] }));
    expect(screen.getByText('1 of 2 hidden checks pass')).not.toBeNull();
  });

  it('leads on after a pass', () => {
    const next = exercise({ id: 'ch04-e02', title: 'Batch descent' });
    const { openNext, showSolution } = show(
      checked({
        status: 'passed',
        hidden: { passed: 2, total: 2 },
        tests: [oneTest(), oneTest(), oneTest()]
      }),
      { next }
    );
    expect(status()).toBe('Passed, 3 + 2 hidden');
    fireEvent.click(screen.getByRole('button', { name: /Next: Batch/ }));
    expect(openNext).toHaveBeenCalledWith('ch04-e02');
    fireEvent.click(screen.getByRole('button', { name: 'Compare' }));
    expect(showSolution).toHaveBeenCalled();
  });

  it('tells the cause of an error first, then the error', () => {
    show(
      checked({
        status: 'error',
        tests: [],
        first_error: {
          cell: 'c',
          name: 'NameError',
          message: 'no scaler',
          line: 3
        },
        explanation: { text: '`scaler` is not known here.' }
      })
    );
    expect(status()).toBe('Stopped in line 3 before the checks could judge');
    expect(screen.getByText('scaler').tagName).toBe('CODE');
    expect(screen.getByText('NameError')).not.toBeNull();
  });

  it.each([
    ['not_attempted', 'Not answered yet'],
    ['answered', 'Your answer is kept'],
    ['timed_out', 'it took too long'],
    ['out_of_memory', 'too much memory'],
    ['output_limit', 'printed too much'],
    ['died', 'The process ended'],
    ['cancelled', 'Cancelled']
  ] as const)('has words for %s', (state, words) => {
    show(checked({ status: state, tests: [] }));
    expect(status()).toContain(words);
  });

  it('shows notes below the verdict', () => {
    show(checked({ notes: [{ text: 'Two answer cells were joined.' }] }));
    expect(screen.getByText('Two answer cells were joined.')).not.toBeNull();
  });

  it.each([
    ['limits', ['network', 'files', 'processes'], 'network, files, processes'],
    ['none', ['network', 'memory', 'clock'], 'network, memory, clock']
  ])('says what %s leaves open', (sandbox, unenforced, things) => {
    show(checked({ sandbox, unenforced, judged: 'outside' }));
    expect(
      screen.getByText(
        `This machine cannot seal checks off fully (${things} are open to your code).`
      )
    ).not.toBeNull();
  });

  it.each([
    ['sealed', 'namespaces', []],
    ['not run at all', 'none', []]
  ])('says nothing of it where it was %s', (_, sandbox, unenforced) => {
    show(checked({ sandbox, unenforced, judged: 'outside' }));
    expect(screen.queryByText(/cannot seal|Judged inside/)).toBeNull();
  });

  it('says when a check was judged in the learner’s process, passed or not', () => {
    show(checked({ judged: 'inside', status: 'passed' }));
    expect(screen.getByText(/^Judged inside your own process/)).not.toBeNull();
  });

  it('does not say so where nothing was judged', () => {
    show(checked({ judged: 'inside', status: 'not_attempted', tests: [] }));
    expect(screen.queryByText(/^Judged inside/)).toBeNull();
  });

  it('keeps calm while the server is away', () => {
    const { check } = show({
      check: { kind: 'unreachable', retryAt: Date.now() + 4500 }
    });
    expect(status()).toContain('your text is kept');
    expect(screen.getByText('Retrying in 5 s')).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Now' }));
    expect(check).toHaveBeenCalled();
  });

  it('says why it could not be checked', () => {
    const message = 'This notebook is not of this course.';
    show({
      check: {
        kind: 'refused',
        problem: { kind: 'refused', status: 422, message }
      }
    });
    expect(status()).toBe('Could not be checked');
    expect(screen.getByText(message)).not.toBeNull();
  });

  it('says what to do when the answer cell is gone', () => {
    const { check } = show({}, { answerMissing: true });
    expect(
      screen.getByText(/answer cell of this exercise is gone/)
    ).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(check).not.toHaveBeenCalled();
  });

  it('opens hints one by one', () => {
    const hints = { opened: ['look at X'], total: 2 };
    const { openHint } = show({
      hints: { ...INITIAL.hints, shown: true, hints }
    });
    expect(screen.getByText('look at X')).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Hint 2' }));
    expect(openHint).toHaveBeenCalled();
  });

  it('brings opened hints back after a reload', () => {
    const { showHints } = show(
      {},
      { exercise: exercise({ hints: { opened: 1, total: 3 } }) }
    );
    fireEvent.click(screen.getByRole('button', { name: 'Show hints' }));
    expect(showHints).toHaveBeenCalled();
  });

  it('has no hint button where there are no hints', () => {
    show({}, { exercise: exercise({ hints: { opened: 0, total: 0 } }) });
    expect(screen.queryByRole('button', { name: 'Hint' })).toBeNull();
  });

  it('shows the sentence of a solution that is closed', () => {
    const problem = {
      kind: 'refused',
      status: 403,
      message: 'After a pass.'
    } as const;
    show({ solution: { ...INITIAL.solution, shown: true, problem } });
    expect(screen.getByText('After a pass.')).not.toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('opens its menu', () => {
    const { openMenu } = show();
    const button = screen.getByRole('button', {
      name: 'More for this exercise'
    });
    fireEvent.click(button);
    expect(openMenu).toHaveBeenCalledWith(button);
  });

  it('says where the answer went after a reset', () => {
    show({ reset: { kind: 'done', backup: 'ch04/old.ipynb' } });
    expect(status()).toContain('ch04/old.ipynb');
  });
});

describe('asMarkdown', () => {
  it('fences code that holds fences', () => {
    const cells = [{ cell_type: 'code', source: 'a = "```"' }];
    expect(asMarkdown({ cells, rubric: 'Rate it.' })).toBe(
      '````python\na = "```"\n````\n\nRate it.'
    );
  });
});
