/**
 * What is found on a machine; see `docs/rest.md`.
 */
import type { IMessage } from '../documents';

/** One thing that was looked at, by the server or by the page. */
export interface IFinding {
  id: string;
  name: string;
  ok: boolean;
  detail: IMessage;
  /** What will not work, and what to do. */
  cure: IMessage | null;
}

/** `GET doctor`. */
export interface IDoctor {
  /** The server's version. */
  version: string;
  /** When the server looked, in UTC. */
  at: string;
  findings: IFinding[];
}
