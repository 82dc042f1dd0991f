/**
 * Sends a request to the server extension and turns failures into two kinds of error.
 *
 * Only the API classes call this; everything else sees the errors.
 */
import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import type { IMessage } from './documents';

/** Path of the REST API below the server's base URL. */
const NAMESPACE = 'jupyterlab-homl/api';

/** Status codes of a proxy or a Hub whose server is down. */
const GATEWAY_STATUSES = [502, 503, 504];

/** The server responded with an error; `message` is meant for the user. */
export class ApiError extends Error {
  /**
   * @param status - HTTP status code.
   * @param message - Message for the user.
   * @param problem - The same message with its id and values, if the server sent them.
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

/** There was no response: the server or the network is down. */
export class UnreachableError extends Error {
  constructor() {
    super('Server not reachable');
    this.name = 'UnreachableError';
  }
}

/** A failure as state: models store it, components render it. */
export type Problem =
  | { kind: 'unreachable' }
  | {
      kind: 'refused';
      status: number | null;
      message: string;
      /** The message with its id and values for translation, if the server sent them. */
      translatable?: IMessage | null;
    };

/** Convert a caught error to a `Problem`. */
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

/** Options of a request. */
export interface IRequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
}

/**
 * Send a request to the server extension.
 *
 * @param settings - Connection settings of the server.
 * @param path - Path below the API, already URL-encoded.
 * @param options - HTTP method and JSON body.
 * @returns The parsed JSON response; `undefined` if it is empty.
 * @throws ApiError on an error response, UnreachableError if there is no response.
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
        headers: timeZone(),
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

/** The learner's time zone, by which the server counts days and dates notes. */
function timeZone(): Record<string, string> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZone ? { 'Homl-Time-Zone': timeZone } : {};
}

/** The server's message, or the status line if the body has none (an error page of a proxy, say). */
function errorMessage(text: string, response: Response): string {
  return serverMessage(text) ?? `${response.status} ${response.statusText}`;
}

/** The message in a response body; null if the body is not from our server. */
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

/** The message with its id and values, if the body has them. */
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
