import { ServerConnection } from '@jupyterlab/services';

import { HomlApi } from '../api';
import { ApiError, problemOf, request, UnreachableError } from '../request';
import { VERSION } from '../version';

function settings(answer: () => Promise<Response>) {
  const fetch = jest.fn(answer);
  return {
    fetch,
    settings: ServerConnection.makeSettings({
      baseUrl: 'http://there/base/',
      fetch
    })
  };
}

const reply = (status: number, body: string) => async () =>
  new Response(status === 204 ? null : body, { status, statusText: 'Oh' });

describe('request', () => {
  it('asks below the base URL and answers JSON', async () => {
    const { fetch, settings: s } = settings(reply(200, '{"a": 1}'));
    expect(await request(s, 'course')).toEqual({ a: 1 });
    const [asked] = fetch.mock.calls[0] as unknown as [Request];
    expect(asked.url).toMatch('http://there/base/jupyterlab-homl/api/course');
  });

  it('names the time zone of the browser, whatever is asked', async () => {
    const { fetch, settings: s } = settings(async () => new Response('{}'));
    await request(s, 'history');
    await request(s, 'notes', { method: 'POST', body: {} });
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const calls = fetch.mock.calls as unknown as [Request][];
    expect(calls.map(([asked]) => asked.headers.get('Homl-Time-Zone'))).toEqual(
      [zone, zone]
    );
  });

  it('answers nothing where nothing comes', async () => {
    const { settings: s } = settings(reply(204, ''));
    expect(await request(s, 'visits', { method: 'POST' })).toBeUndefined();
  });

  it('keeps status and sentence of a refusal', async () => {
    const { settings: s } = settings(reply(507, '{"message": "Disk full."}'));
    await expect(request(s, 'course')).rejects.toEqual(
      new ApiError(507, 'Disk full.')
    );
  });

  it('says the status where somebody else answers with a page', async () => {
    const { settings: s } = settings(reply(418, '<html>'));
    await expect(request(s, 'course')).rejects.toThrow('418 Oh');
  });

  it.each([502, 503, 504])(
    'knows a server that is away behind a proxy: %i',
    async status => {
      const { settings: s } = settings(reply(status, '<html>'));
      await expect(request(s, 'course')).rejects.toBeInstanceOf(
        UnreachableError
      );
    }
  );

  it('hears a server that says why it cannot check', async () => {
    const body = JSON.stringify({ message: 'No engine.' });
    const { settings: s } = settings(reply(503, body));
    await expect(request(s, 'course')).rejects.toThrow('No engine.');
  });

  it('knows a server that is away', async () => {
    const { settings: s } = settings(() => Promise.reject(new TypeError()));
    await expect(request(s, 'course')).rejects.toBeInstanceOf(UnreachableError);
  });
});

describe('problemOf', () => {
  it('keeps what anything else says', () => {
    expect(problemOf(new Error('Cancel'))).toEqual({
      kind: 'refused',
      status: null,
      translatable: null,
      message: 'Cancel'
    });
  });
});

describe('HomlApi', () => {
  it.each([
    ['GET', 'course', (api: HomlApi) => api.course()],
    ['POST', 'lessons/ch04/open', (api: HomlApi) => api.openLesson('ch04')],
    ['POST', 'checks', (api: HomlApi) => api.check('p', 'e', [])],
    ['GET', 'jobs/j?wait=20', (api: HomlApi) => api.job('j', 20)],
    ['DELETE', 'jobs/j', (api: HomlApi) => api.cancel('j')],
    ['GET', 'exercises/e/hints', (api: HomlApi) => api.hints('e')],
    ['POST', 'exercises/e/hints', (api: HomlApi) => api.openHint('e')],
    ['GET', 'exercises/e/solution', (api: HomlApi) => api.solution('e')],
    ['POST', 'resets', (api: HomlApi) => api.reset('p', 'e')],
    [
      'POST',
      'visits',
      (api: HomlApi) =>
        api.visit({ lesson: 'l', notebook: 'lesson', exercise: null })
    ]
  ])('%s %s', async (method, path, call) => {
    const { fetch, settings: s } = settings(reply(200, '{"job": "j"}'));
    await call(new HomlApi(s));
    const [asked] = fetch.mock.calls[0] as unknown as [Request];
    expect(asked.method).toBe(method);
    expect(asked.url).toContain('/jupyterlab-homl/api/' + path);
  });
});

describe('VERSION', () => {
  it('is that of package.json', () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    expect(VERSION).toBe(require('../../package.json').version);
  });
});
