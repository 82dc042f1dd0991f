/**
 * Which library tiers are loading, derived from the course and from server events. Pure;
 * `course.ts` holds the state.
 */
import type { IEngineState } from '../tokens';

/** An engine event. */
export interface IEngineEvent {
  readonly tier: string;
  readonly state: 'warming' | 'ready' | 'failed';
}

/** No tier is loading and none has failed. */
export const IDLE_ENGINE: IEngineState = { warming: [], failed: [] };

/** Parse an event from the server; null if it is not a known engine event. */
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
 * The state after the course has been fetched.
 *
 * @param engine - The state so far.
 * @param warming - Tiers that are loading according to the course.
 * @param since - Events since the request was sent, which may be newer than the response.
 */
export function mergeFetchedEngine(
  engine: IEngineState,
  warming: readonly string[],
  since: readonly IEngineEvent[]
): IEngineState {
  const failed = engine.failed.filter(tier => !warming.includes(tier));
  return since.reduce(reduceEngine, { warming, failed });
}
