/**
 * Which cells of a lesson live in the kernel, and whether they do now. Pure.
 */
import type { Kernel } from '@jupyterlab/services';

/** What a cell that lives in the kernel is. */
export type LiveKind = 'demo' | 'question';

/** What keeps a cell from being alive. */
export type NeededAction = 'kernel' | 'run';

/** What is known of a cell and its kernel. */
export interface ILiveCellState {
  /** The kernel's status; null where there is none. */
  kernel: Kernel.Status | null;
  /** Whether the session is still being set up. */
  starting: boolean;
  /** Whether the cell is running or waits for its turn. */
  running: boolean;
  /** Whether its kernel was started anew since the cell was run. */
  stale: boolean;
  /** Whether its widgets are on the page. */
  shown: boolean;
  /** Whether they are being fetched. */
  loading: boolean;
}

/** What a cell is; null for cells that need no kernel to be seen. */
export function liveKind(
  metadata: Record<string, unknown>,
  source: string
): LiveKind | null {
  const role = (metadata.homl as { role?: unknown } | undefined)?.role;
  if (role === 'demo' || role === 'question') {
    return role;
  }
  // Handed out by a version that did not mark them.
  if (/^\s*demos\.\w+\.show\(/.test(source)) {
    return 'demo';
  }
  return /^\s*quiz\.\w+\(/.test(source) ? 'question' : null;
}

/** What a cell wants; null where it is alive, or may be in a moment. */
export function neededAction(facts: ILiveCellState): NeededAction | null {
  const { kernel, loading, running, shown, stale, starting } = facts;
  if (starting) {
    return null;
  }
  if (kernel === null || kernel === 'dead' || kernel === 'terminating') {
    return 'kernel';
  }
  if (running || kernel === 'restarting' || kernel === 'autorestarting') {
    return null;
  }
  return stale || !(shown || loading) ? 'run' : null;
}

/** Whether a cell makes the names that demos and questions are called by. */
export function importsToolkit(source: string): boolean {
  return /^\s*(from|import)\s+jupyterlab_homl\b/m.test(source);
}
