import { cleanup, fireEvent, screen } from '@testing-library/react';

import {
  attempt,
  exercise,
  oneTest,
  sentence,
  verdict
} from '../../../__tests__/fakes';
import type { IVerdict } from '../../../documents';
import {
  button,
  checked,
  liveText,
  renderStrip
} from '../../__tests__/renderstrip';
import type { CheckState } from '../../models/stripstate';

describe('Strip', () => {
  it('is one line with the facts until somebody checks', () => {
    const { check } = renderStrip();
    expect(liveText()).toBe('');
    expect(screen.getByText('8 min')).not.toBeNull();
    expect(screen.getByText('3 checks + 2 hidden')).not.toBeNull();
    fireEvent.click(button('Check'));
    expect(check).toHaveBeenCalled();
    renderStrip({}, { exercise: exercise({ status: 'failed', attempts: 2 }) });
    expect(screen.getAllByText('8 min')).toHaveLength(1);
  });

  it.each([
    ['what the course knows', null, 'Not yet · tried 2×'],
    [
      'the last verdict',
      attempt(),
      /^Not yet: 2 of 3 checks pass · attempt 2, /
    ],
    [
      'the last pass',
      attempt({ verdict: verdict({ status: 'passed', tests: [] }) }),
      /^Passed · /
    ]
  ])('remembers earlier days, which is no news: %s', (_, last, words) => {
    renderStrip(
      { last },
      { exercise: exercise({ status: 'failed', attempts: 2 }) }
    );
    expect(screen.getByText(words)).not.toBeNull();
    expect(liveText()).toBe('');
  });

  it('shows what the last verdict said, until something new happens', () => {
    renderStrip({ last: attempt() });
    expect(screen.getByText(/theta has 1 number/)).not.toBeNull();
    cleanup();
    const running = { kind: 'running', since: 0, position: 0 } as const;
    renderStrip({ last: attempt(), check: running });
    expect(screen.queryByText(/theta has 1 number/)).toBeNull();
  });

  const pass = verdict({ status: 'passed', tests: [oneTest()], hidden: null });
  const primary = () =>
    button('Check').classList.contains('jp-homl-mod-primary');

  it.each([
    ['now', { check: { kind: 'checked', verdict: pass } as const, last: null }],
    ['earlier', { last: attempt({ verdict: pass }) }]
  ])('says that the answer was edited since it passed %s', (_, state) => {
    const last = state.last ?? { verdict: pass, at: null, number: null };
    const { openNext } = renderStrip(
      { ...state, last, answer: 'edited' },
      { next: exercise({ id: 'ch04-e02', title: 'The next one' }) }
    );
    const words = screen.getByText(/^Passed.* · edited since$/);
    expect(words.closest('.jp-homl-mod-stale')).not.toBeNull();
    expect(liveText()).toBe('');
    expect(primary()).toBe(true);
    fireEvent.click(button(/^Next: /));
    expect(openNext).toHaveBeenCalledWith('ch04-e02');
  });

  it('offers the next exercise after an earlier pass, and no other check', () => {
    renderStrip(
      { last: attempt({ verdict: pass }) },
      { next: exercise({ id: 'ch04-e02', title: 'The next one' }) }
    );
    expect(button(/^Next: /)).not.toBeNull();
    expect(primary()).toBe(false);
  });

  it.each([
    ['passed', 'passed', 'Not started again (passed before)'],
    ['failed', 'passed', 'Not started again (passed before)'],
    ['failed', 'failed', 'Not started again']
  ] as const)(
    'drops a verdict that %s where only the stub is left, of an exercise that %s',
    (status, reached, words) => {
      const last = attempt({ verdict: verdict({ status }) });
      renderStrip(
        { last, answer: 'blank' },
        { exercise: exercise({ status: reached }) }
      );
      expect(screen.getByText(words)).not.toBeNull();
      expect(screen.queryByText(/theta has 1 number/)).toBeNull();
      expect(primary()).toBe(true);
    }
  );

  it('dims a verdict on another answer', () => {
    renderStrip({ last: attempt(), answer: 'edited' });
    const cause = screen.getByText(/theta has 1 number/);
    expect(cause.closest('.jp-homl-mod-stale')).not.toBeNull();
  });

  it('works before the course is known', () => {
    renderStrip({}, { exercise: undefined });
    expect(button('Check')).not.toBeNull();
  });

  it('can be cancelled while it runs', () => {
    const { cancel, check } = renderStrip({
      check: { kind: 'running', position: 0, since: Date.now() - 3000 }
    });
    expect(liveText()).toBe('Checking in a clean process');
    expect(screen.getByText('3 s')).not.toBeNull();
    fireEvent.click(button('Check'));
    expect(check).not.toHaveBeenCalled();
    fireEvent.click(button('Cancel'));
    expect(cancel).toHaveBeenCalled();
  });

  const running = { kind: 'running', since: Date.now() } as const;

  it.each<[string, CheckState, string]>([
    ['the libraries', { ...running, position: 0 }, 'Warming up…'],
    [
      'the queue first',
      { ...running, position: 2 },
      'Waiting for 2 other checks'
    ],
    ['nothing when nothing is checked', { kind: 'idle' }, '']
  ])('while libraries are loaded it speaks of %s', (_, check, words) => {
    renderStrip({ check }, { warming: true });
    expect(liveText()).toBe(words);
  });

  it('says which test fails and why, and folds the others', () => {
    renderStrip(checked({}), { exercise: exercise({ attempts: 2 }) });
    expect(liveText()).toBe('Not yet: 2 of 3 checks pass · attempt 2');
    expect(screen.getByText('three points on a line')).not.toBeNull();
    expect(screen.getByText(/theta has 1 number/)).not.toBeNull();
    expect(screen.getByText(/2 hidden checks run once/)).not.toBeNull();
    expect(screen.queryByText('shape')).toBeNull();
    fireEvent.click(button('2 others pass'));
    expect(screen.getByText('shape')).not.toBeNull();
  });

  it('names the hidden checks that do not pass', () => {
    renderStrip(
      checked({
        hidden: { passed: 1, total: 2 },
        tests: [
          oneTest(),
          oneTest({ name: 'column of zeros', passed: false, hidden: true })
        ]
      })
    );
    expect(liveText()).toBe('2 of 3 checks pass');
    expect(screen.getByText('column of zeros')).not.toBeNull();
  });

  it('does not name hidden checks before they ran', () => {
    const waits = { passed: false, hidden: true, ran: false };
    renderStrip(
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

  it('says why a hidden check tells nothing but its name', () => {
    const words = /A hidden check shows only its name at first/;
    const failing = oneTest({ hidden: true, passed: false, message: null });
    const hidden = { passed: 0, total: 1 };
    renderStrip(checked({ hidden, tests: [oneTest(), failing] }));
    expect(screen.getByText(words)).not.toBeNull();
  });

  it.each([
    [1, 'Passed'],
    [2, 'Passed: both checks'],
    [3, 'Passed: all 3 checks']
  ])('counts %p passing checks in words', (number, words) => {
    renderStrip(
      checked({
        status: 'passed',
        tests: Array.from({ length: number }, () => oneTest())
      })
    );
    expect(liveText()).toBe(words);
  });

  it('counts no checks where the only one fails', () => {
    renderStrip(checked({ tests: [oneTest({ passed: false })] }));
    expect(liveText()).toBe('Not yet');
  });

  it('counts hidden checks that have no names', () => {
    renderStrip(
      checked({ hidden: { passed: 1, total: 2 }, tests: [oneTest()] })
    );
    expect(screen.getByText('1 of 2 hidden checks pass')).not.toBeNull();
  });

  it('leads on after a pass', () => {
    const next = exercise({
      id: 'ch04-e02',
      number: '4.2',
      title: 'Batch descent'
    });
    const { openNext, showSolution } = renderStrip(
      checked({
        status: 'passed',
        hidden: { passed: 2, total: 2 },
        tests: [oneTest(), oneTest(), oneTest()]
      }),
      { next }
    );
    expect(liveText()).toBe('Passed: all 5 checks');
    fireEvent.click(button(/Next: 4.2 Batch/));
    expect(openNext).toHaveBeenCalledWith('ch04-e02');
    fireEvent.click(button('Compare solutions'));
    expect(showSolution).toHaveBeenCalled();
  });

  it('leads to the section of the lesson that a verdict names', () => {
    const message = sentence(
      'XᵀX has no inverse there. See §1, pseudo-inverse.'
    );
    const { openSection } = renderStrip(
      checked({ tests: [oneTest({ passed: false, message })] })
    );
    fireEvent.click(button('§1'));
    expect(openSection).toHaveBeenCalledWith(1);
  });

  it('tells the cause of an error first, then the error', () => {
    renderStrip(
      checked({
        status: 'error',
        tests: [],
        first_error: {
          cell: 'c',
          name: 'NameError',
          message: 'no scaler',
          line: 3
        },
        explanation: sentence('`scaler` is not known here.')
      })
    );
    expect(liveText()).toBe(
      'Your code stopped at line 3, before any check ran'
    );
    expect(screen.getByText('scaler').tagName).toBe('CODE');
    expect(screen.getByText('NameError')).not.toBeNull();
  });

  it.each([
    ['not_attempted', 'Not answered yet'],
    ['answered', 'Your answer is saved'],
    ['timed_out', 'your code took too long'],
    ['out_of_memory', 'too much memory'],
    ['output_limit', 'printed too much'],
    ['died', 'The process ended'],
    ['cancelled', 'Cancelled']
  ] as const)('has words for %s', (state, words) => {
    renderStrip(checked({ status: state, tests: [] }));
    expect(liveText()).toContain(words);
  });

  it('shows notes below the verdict', () => {
    renderStrip(
      checked({ notes: [sentence('Two answer cells were joined.')] })
    );
    expect(screen.getByText('Two answer cells were joined.')).not.toBeNull();
  });

  it.each<[string, Partial<IVerdict>, RegExp | null]>([
    [
      'what limits leave open',
      { sandbox: 'limits', unenforced: ['network', 'files', 'processes'] },
      /cannot isolate checks completely \(your code can reach: network, files, and processes/
    ],
    [
      'what no sandbox leaves open',
      { sandbox: 'none', unenforced: ['network', 'memory', 'clock' as never] },
      /cannot isolate checks completely \(your code can reach: network, memory, and clock/
    ],
    [
      'nothing where it was sealed',
      { sandbox: 'namespaces', unenforced: [] },
      null
    ],
    ['nothing where nothing ran', { sandbox: 'none', unenforced: [] }, null],
    [
      'that it was judged inside',
      { judged: 'inside', status: 'passed' },
      /run inside your own process/
    ],
    [
      'nothing where nothing was judged',
      { judged: 'inside', status: 'not_attempted', tests: [] },
      null
    ]
  ])('says of trust %s', (_, change, words) => {
    renderStrip(checked(change));
    const said = screen.queryByText(
      words ?? /cannot isolate|inside your own process/
    );
    expect(said === null).toBe(words === null);
  });

  it('folds what the answer printed, with a count, and shows it without the colours of a terminal', () => {
    renderStrip(
      checked({
        status: 'passed',
        output: 'x is \u001b[31m1\u001b[0m\nx is 2\n'
      })
    );
    const fold = button('Printed during the check: 2 lines');
    expect(screen.queryByLabelText('What your answer printed')).toBeNull();
    fireEvent.click(fold);
    expect(fold.getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByLabelText('What your answer printed').textContent).toBe(
      'x is 1\nx is 2'
    );
    fireEvent.click(fold);
    expect(screen.queryByLabelText('What your answer printed')).toBeNull();
  });

  it('says when only the beginning of the output is there', () => {
    renderStrip(checked({ output: 'again\n'.repeat(682) + 'agai' }));
    expect(
      button('Printed during the check: the first 683 lines')
    ).not.toBeNull();
  });

  it('has nothing to fold where nothing was printed', () => {
    renderStrip(checked({ output: ' \n' }));
    expect(screen.queryByText(/^Printed/)).toBeNull();
  });

  it('tells once what several checks say', () => {
    const message = sentence('Line 2 raised *EOFError*.');
    renderStrip(
      checked({
        status: 'failed',
        tests: [
          oneTest({ name: 'two numbers', passed: false, message }),
          oneTest({ name: 'an array', passed: false, message }),
          oneTest({
            name: 'no numbers',
            passed: false,
            message: sentence('Expected [], got None.')
          })
        ]
      })
    );
    const told = screen.getAllByText(/EOFError/);
    expect(told).toHaveLength(1);
    expect(told[0].closest('li')?.textContent).toBe(
      'not yettwo numbers · an arrayLine 2 raised EOFError.'
    );
    expect(screen.getByText('no numbers')).not.toBeNull();
  });

  it('does not repeat the error that the explanation has told', () => {
    const error = {
      cell: 'ch04-e01:3',
      name: 'EOFError',
      message: 'EOF when reading a line',
      line: 1
    };
    const told = {
      id: 'Line {line} raised *{error}*.',
      values: { line: 1, error: 'EOFError' },
      text: 'Line 1 raised *EOFError*.'
    };
    renderStrip(
      checked({ status: 'error', first_error: error, explanation: told })
    );
    expect(screen.getAllByText(/EOFError/)).toHaveLength(1);
    cleanup();
    renderStrip(checked({ status: 'error', first_error: error }));
    expect(screen.getByText(/EOF when reading a line/)).not.toBeNull();
  });

  it('keeps calm while the server is away', () => {
    const { check } = renderStrip({
      check: { kind: 'unreachable', retryAt: Date.now() + 4500 }
    });
    expect(liveText()).toContain('it is still on this page');
    expect(screen.getByText('Retrying in 5 s')).not.toBeNull();
    fireEvent.click(button('Retry now'));
    expect(check).toHaveBeenCalled();
  });

  it('says why it could not be checked', () => {
    const message = 'This notebook is not of this course.';
    renderStrip({
      check: {
        kind: 'refused',
        problem: { kind: 'refused', status: 422, message }
      }
    });
    expect(liveText()).toBe('Your answer could not be checked');
    expect(screen.getByText(message)).not.toBeNull();
  });

  it.each([
    ['and there is nothing to check', false, 0],
    ['and can be checked all the same', true, 1]
  ])('says what is wrong with the cells, %s', (_, checkable, times) => {
    const words = 'The answer is split over 2 cells.';
    const { check, repairCells } = renderStrip(
      {},
      { cellProblem: { text: words, canCheck: checkable } }
    );
    expect(screen.getByText(words)).not.toBeNull();
    fireEvent.click(button('Check'));
    expect(check).toHaveBeenCalledTimes(times);
    fireEvent.click(button('Restore cells'));
    expect(repairCells).toHaveBeenCalled();
  });

  it.each([
    ['reset', 'Exercise reset'],
    ['attempt', 'Attempt restored'],
    ['cells', 'Cells restored']
  ] as const)('says where things went after %s', (what, words) => {
    renderStrip({ reset: { kind: 'done', what, backup: 'ch04/old.ipynb' } });
    expect(liveText()).toContain(words);
    expect(liveText()).toContain('ch04/old.ipynb');
    // Only what was done is in bold.
    const where = screen.getByText(/saved in/);
    expect(where.className).toBe('jp-homl-Strip-detail');
    expect(where.textContent).not.toContain(words);
  });

  it('does not call cells restored that are broken again', () => {
    renderStrip(
      { reset: { kind: 'done', what: 'cells', backup: 'ch04/old.ipynb' } },
      { cellProblem: { text: 'The answer is missing.', canCheck: false } }
    );
    expect(liveText()).not.toContain('Cells restored');
  });

  it('opens its menu', () => {
    const { openMenu } = renderStrip();
    fireEvent.click(button('More actions for this exercise'));
    expect(openMenu).toHaveBeenCalledWith(
      button('More actions for this exercise')
    );
  });
});
