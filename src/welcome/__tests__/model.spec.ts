import { deferred } from '../../__tests__/fakes';
import { UnreachableError } from '../../request';
import type { IWelcome } from '../documents';
import { WelcomeModel } from '../model';
import { page } from './fakes';

function fake(): { welcome: jest.Mock; choose: jest.Mock; rate: jest.Mock } {
  return {
    welcome: jest.fn(async () => page()),
    choose: jest.fn(async () => undefined),
    rate: jest.fn(async () => page({ begun: true }))
  };
}

describe('WelcomeModel', () => {
  it('keeps what could not be sent, and sends it again', async () => {
    const api = fake();
    const model = new WelcomeModel(api);
    await model.refresh();
    api.rate.mockRejectedValueOnce(new UnreachableError());
    await model.rate('p1', 3);
    expect(model.state.ratings).toEqual({ p1: 3 });
    expect(model.state.failure).toEqual({ kind: 'unreachable' });
    await model.retry();
    expect(api.rate).toHaveBeenCalledTimes(2);
    expect(api.rate).toHaveBeenLastCalledWith('p1', 3);
    expect(model.state.ratings).toEqual({});
    expect(model.state.failure).toBeNull();
  });

  it('keeps the goal until the server has it, later being one too', async () => {
    const api = fake();
    const model = new WelcomeModel(api);
    api.choose.mockRejectedValueOnce(new UnreachableError());
    await model.choose(null);
    expect(model.state.goal).toBeNull();
    await model.retry();
    expect(api.choose).toHaveBeenLastCalledWith(null);
    expect(model.state.goal).toBeUndefined();
  });

  it('asks one thing after the other, so that no old answer comes last', async () => {
    const api = fake();
    const slow = deferred<IWelcome>();
    api.welcome.mockReturnValueOnce(slow.promise);
    const model = new WelcomeModel(api);
    const fetched = model.refresh();
    const rated = model.rate('p1', 4);
    expect(api.rate).not.toHaveBeenCalled();
    slow.resolve(page());
    await Promise.all([fetched, rated]);
    expect(model.state.page?.begun).toBe(true);
  });

  it('fetches the page where nothing waits to be sent', async () => {
    const api = fake();
    api.welcome.mockRejectedValueOnce(new UnreachableError());
    const model = new WelcomeModel(api);
    await model.refresh();
    expect(model.state.page).toBeNull();
    await model.retry();
    expect(model.state.page).not.toBeNull();
  });
});
