/**
 * One request to the server extension, and the two ways in which it can go wrong.
 *
 * Only `api.ts` calls this; everybody else sees the errors.
 */
import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import type { IMessage } from './documents';

/** Where the server extension listens, below the server's base URL. */
const NAMESPACE = 'jupyterlab-homl/api';

/** What a proxy or a Hub answers while the server behind it is away. */
const GATEWAY_STATUSES = [502, 503, 504];

/** The server answered, and said no: `message` is its sentence for the person. */
export class ApiError extends Error {
  /**
   * @param status - The HTTP status.
   * @param message - The sentence to show.
   * @param problem - The same with what it is translated by, where the server told.
   */
  constructor(
    readonly status: number,
    message: string,
    readonly problem: IMessage | null = null
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** No answer came: the server is gone or the network is. */
export class UnreachableError extends Error {
  constructor() {
    super('Server not reachable');
    this.name = 'UnreachableError';
  }
}

/** What went wrong, as state: models keep it, components put it into words. */
export type Problem =
  | { kind: 'unreachable' }
  | {
      kind: 'refused';
      status: number | null;
      message: string;
      /** What the sentence is translated by, where the server told. */
      translatable?: IMessage | null;
    };

/** The problem behind whatever was thrown. */
export function problemOf(reason: unknown): Problem {
  if (reason instanceof UnreachableError) {
    return { kind: 'unreachable' };
  }
  return {
    kind: 'refused',
    status: reason instanceof ApiError ? reason.status : null,
    translatable: reason instanceof ApiError ? reason.problem : null,
    message: reason instanceof Error ? reason.message : String(reason)
  };
}

/** What a request needs beside its path. */
export interface IRequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
}

/**
 * Ask the server extension.
 *
 * @param settings - The server to ask.
 * @param path - The path below the extension's API, already encoded.
 * @param options - Method, JSON body, signal.
 * @returns The JSON answer; `undefined` where the answer is empty.
 * @throws ApiError where the answer is not a success, UnreachableError where there is none.
 */
export async function request<T>(
  settings: ServerConnection.ISettings,
  path: string,
  options: IRequestOptions = {}
): Promise<T> {
  const url = URLExt.join(settings.baseUrl, NAMESPACE) + '/' + path;
  const { method = 'GET', body } = options;
  let response: Response;
  let text: string;
  try {
    response = await ServerConnection.makeRequest(
      url,
      {
        method,
        body: body === undefined ? undefined : JSON.stringify(body)
      },
      settings
    );
    text = await response.text();
  } catch {
    throw new UnreachableError();
  }
  if (!response.ok) {
    if (
      GATEWAY_STATUSES.includes(response.status) &&
      serverMessage(text) === null
    ) {
      throw new UnreachableError();
    }
    throw new ApiError(
      response.status,
      errorMessage(text, response),
      serverProblem(text)
    );
  }
  return (text ? parseJson(text) : undefined) as T;
}

/** The server's own sentence, or the status line where the body holds none (a proxy's page, say). */
function errorMessage(text: string, response: Response): string {
  return serverMessage(text) ?? `${response.status} ${response.statusText}`;
}

/** The sentence in an answer's body; null where it is not one of our server's. */
function serverMessage(text: string): string | null {
  const data = parseJson(text);
  if (typeof data === 'object' && data !== null && 'message' in data) {
    const { message } = data as { message: unknown };
    if (typeof message === 'string' && message) {
      return message;
    }
  }
  return null;
}

/** The server's sentence with its id and values, where the body holds them. */
function serverProblem(text: string): IMessage | null {
  const data = parseJson(text);
  const problem =
    typeof data === 'object' && data !== null && 'problem' in data
      ? data.problem
      : null;
  return typeof problem === 'object' && problem !== null && 'text' in problem
    ? (problem as IMessage)
    : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
