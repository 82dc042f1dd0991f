/**
 * Whether the libraries that checks need are being loaded: from the course, and from the server's
 * events. Pure: `course.ts` keeps the state.
 */
import type { IEngineState } from '../tokens';

/** What an event of the engine says. */
export interface IEngineEvent {
  readonly tier: string;
  readonly state: 'warming' | 'ready' | 'failed';
}

/** Nothing is loaded, nothing failed. */
export const IDLE_ENGINE: IEngineState = { warming: [], failed: [] };

/** The news in an event; null where it has none that are understood here. */
export function parseEngineEvent(
  event: Readonly<Record<string, unknown>>
): IEngineEvent | null {
  const { state, tier } = event;
  return typeof tier === 'string' &&
    (state === 'warming' || state === 'ready' || state === 'failed')
    ? { tier, state }
    : null;
}

/** The state after an event. */
export function reduceEngine(
  engine: IEngineState,
  { state, tier }: IEngineEvent
): IEngineState {
  const among = (tiers: readonly string[], isIn: boolean): string[] => [
    ...tiers.filter(other => other !== tier),
    ...(isIn ? [tier] : [])
  ];
  return {
    warming: among(engine.warming, state === 'warming'),
    failed: among(engine.failed, state === 'failed')
  };
}

/**
 * The state after the course has come.
 *
 * @param engine - The state before.
 * @param warming - What the course says.
 * @param since - The events since the course was asked for: they may be younger than its answer.
 */
export function mergeFetchedEngine(
  engine: IEngineState,
  warming: readonly string[],
  since: readonly IEngineEvent[]
): IEngineState {
  const failed = engine.failed.filter(tier => !warming.includes(tier));
  return since.reduce(reduceEngine, { warming, failed });
}
