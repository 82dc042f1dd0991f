import {
  reduceEngine,
  mergeFetchedEngine,
  parseEngineEvent,
  IDLE_ENGINE
} from '../engine';

const light = (state: 'warming' | 'ready' | 'failed') => ({
  tier: 'light',
  state
});

describe('engineNews', () => {
  it('reads an event', () => {
    const event = { schema_id: 'x', tier: 'light', state: 'ready' };
    expect(parseEngineEvent(event)).toEqual({ tier: 'light', state: 'ready' });
  });

  it.each([{}, { tier: 'light' }, { tier: 1, state: 'ready' }])(
    'leaves aside what it does not understand: %p',
    event => {
      expect(parseEngineEvent(event)).toBeNull();
    }
  );
});

describe('engineAfter', () => {
  it('follows one tier and leaves the other', () => {
    const before = { warming: ['tensorflow'], failed: [] };
    const warming = reduceEngine(before, light('warming'));
    expect(warming.warming).toEqual(['tensorflow', 'light']);
    expect(reduceEngine(warming, light('warming'))).toEqual(warming);
    expect(reduceEngine(warming, light('ready'))).toEqual(before);
  });

  it('forgets a failure when it is tried again', () => {
    const failed = reduceEngine(IDLE_ENGINE, light('failed'));
    expect(failed).toEqual({ warming: [], failed: ['light'] });
    expect(reduceEngine(failed, light('warming')).failed).toEqual([]);
    expect(reduceEngine(failed, light('ready'))).toEqual(IDLE_ENGINE);
  });
});

describe('engineFetched', () => {
  it('believes the course, and what was told since', () => {
    const before = { warming: ['light'], failed: ['tensorflow'] };
    expect(mergeFetchedEngine(before, [], [])).toEqual({
      warming: [],
      failed: ['tensorflow']
    });
    expect(mergeFetchedEngine(before, ['tensorflow'], []).failed).toEqual([]);
    expect(
      mergeFetchedEngine(IDLE_ENGINE, ['light'], [light('ready')])
    ).toEqual(IDLE_ENGINE);
  });
});
