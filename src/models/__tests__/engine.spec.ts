import { engineAfter, engineFetched, engineNews, QUIET } from '../engine';

const light = (state: 'warming' | 'ready' | 'failed') => ({
  tier: 'light',
  state
});

describe('engineNews', () => {
  it('reads an event', () => {
    const event = { schema_id: 'x', tier: 'light', state: 'ready' };
    expect(engineNews(event)).toEqual({ tier: 'light', state: 'ready' });
  });

  it.each([{}, { tier: 'light' }, { tier: 1, state: 'ready' }])(
    'leaves aside what it does not understand: %p',
    event => {
      expect(engineNews(event)).toBeNull();
    }
  );
});

describe('engineAfter', () => {
  it('follows one tier and leaves the other', () => {
    const before = { warming: ['tensorflow'], failed: [] };
    const warming = engineAfter(before, light('warming'));
    expect(warming.warming).toEqual(['tensorflow', 'light']);
    expect(engineAfter(warming, light('warming'))).toEqual(warming);
    expect(engineAfter(warming, light('ready'))).toEqual(before);
  });

  it('forgets a failure when it is tried again', () => {
    const failed = engineAfter(QUIET, light('failed'));
    expect(failed).toEqual({ warming: [], failed: ['light'] });
    expect(engineAfter(failed, light('warming')).failed).toEqual([]);
    expect(engineAfter(failed, light('ready'))).toEqual(QUIET);
  });
});

describe('engineFetched', () => {
  it('believes the course, and what was told since', () => {
    const before = { warming: ['light'], failed: ['tensorflow'] };
    expect(engineFetched(before, [], [])).toEqual({
      warming: [],
      failed: ['tensorflow']
    });
    expect(engineFetched(before, ['tensorflow'], []).failed).toEqual([]);
    expect(engineFetched(QUIET, ['light'], [light('ready')])).toEqual(QUIET);
  });
});
