import { exerciseAnswers, verdict } from '../../../__tests__/fakes';
import { INITIAL_STRIP, reduceStrip } from '../stripstate';

describe('after', () => {
  it('ignores what a check says that is no longer running', () => {
    expect(
      reduceStrip(INITIAL_STRIP, { type: 'check-ended', verdict: verdict() })
    ).toEqual(INITIAL_STRIP);
  });

  it('starts a check afresh', () => {
    const checked = {
      ...INITIAL_STRIP,
      check: { kind: 'checked' as const, verdict: verdict() }
    };
    expect(
      reduceStrip(checked, { type: 'check-started', now: 7 }).check
    ).toEqual({
      kind: 'running',
      since: 7,
      position: 0
    });
  });

  it('folds hints away after a pass, and only then', () => {
    const running = reduceStrip(
      reduceStrip(INITIAL_STRIP, { type: 'hints-requested' }),
      {
        type: 'check-started',
        now: 0
      }
    );
    const ended = (status: 'passed' | 'failed') =>
      reduceStrip(running, {
        type: 'check-ended',
        verdict: verdict({ status })
      });
    expect(ended('failed').hints.shown).toBe(true);
    expect(ended('passed').hints.shown).toBe(false);
  });

  it('keeps hints when a later one is refused', () => {
    const hints = { opened: ['one'], total: 2, next: null };
    const shown = reduceStrip(
      reduceStrip(INITIAL_STRIP, { type: 'hints-requested' }),
      {
        type: 'hints-loaded',
        hints,
        now: 0
      }
    );
    const refused = reduceStrip(shown, {
      type: 'hints-failed',
      problem: { kind: 'unreachable' }
    });
    expect(refused.hints).toEqual({
      shown: true,
      loading: false,
      hints,
      opensAt: null,
      problem: { kind: 'unreachable' }
    });
  });

  it('takes in what is remembered, but nothing that is older than this page', () => {
    const remembered = (state = INITIAL_STRIP) =>
      reduceStrip(state, {
        type: 'answers-loaded',
        answers: exerciseAnswers(),
        now: 500
      });
    expect(remembered()).toMatchObject({
      last: { number: 2 },
      hints: { shown: false, opensAt: 120500 }
    });
    const running = reduceStrip(INITIAL_STRIP, {
      type: 'check-started',
      now: 0
    });
    const ended = { type: 'check-ended', verdict: verdict() } as const;
    const hints = { opened: [], total: 3, next: { number: 1, wait: 0 } };
    const met = reduceStrip(reduceStrip(running, ended), {
      type: 'hints-loaded',
      hints,
      now: 0
    });
    expect(remembered(met)).toMatchObject({
      last: { number: null },
      hints: { hints, opensAt: null }
    });
  });

  it.each([
    ['reset', 'idle'],
    ['attempt', 'idle'],
    ['cells', 'checked']
  ] as const)('after %s was put back the check is %s', (what, kind) => {
    const checked = {
      ...INITIAL_STRIP,
      check: { kind: 'checked' as const, verdict: verdict() }
    };
    const done = reduceStrip(checked, {
      type: 'reset-done',
      what,
      backup: 'old'
    });
    expect(done.check.kind).toBe(kind);
  });
});
