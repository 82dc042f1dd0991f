/**
 * Which cells of a lesson need a live kernel, and whether they have one. Pure.
 */
import type { Kernel } from '@jupyterlab/services';

/** Kinds of cell that need a live kernel. */
export type LiveKind = 'demo' | 'question';

/**
 * What the user has to do to make a cell live: start a kernel, run the cell, or bring back what went
 * with its kernel.
 */
export type NeededAction = 'kernel' | 'run' | 'again';

/** State of a cell and its kernel. */
export interface ILiveCellState {
  /** Status of the kernel; null if there is none. */
  kernel: Kernel.Status | null;
  /** Whether the session is still starting. */
  starting: boolean;
  /** Whether the cell is running or queued. */
  running: boolean;
  /** Whether the kernel has been restarted since the cell ran. */
  stale: boolean;
  /** Whether the cell has output, though perhaps of a kernel that is gone. */
  drawn: boolean;
  /** Whether the cell's widgets are on the page. */
  shown: boolean;
  /** Whether the widgets are loading. */
  loading: boolean;
}

/** The kind of a cell; null if it needs no kernel. */
export function liveKind(
  metadata: Record<string, unknown>,
  source: string
): LiveKind | null {
  const role = (metadata.homl as { role?: unknown } | undefined)?.role;
  if (role === 'demo' || role === 'question') {
    return role;
  }
  // Notebooks from older versions do not mark these cells.
  if (/^\s*demos\.\w+\.show\(/.test(source)) {
    return 'demo';
  }
  return /^\s*quiz\.\w+\(/.test(source) ? 'question' : null;
}

/** What a cell needs; null if it is live or about to be. */
export function neededAction(facts: ILiveCellState): NeededAction | null {
  const { drawn, kernel, loading, running, shown, stale, starting } = facts;
  if (starting) {
    return null;
  }
  if (kernel === null || kernel === 'dead' || kernel === 'terminating') {
    return drawn ? 'again' : 'kernel';
  }
  if (running || kernel === 'restarting' || kernel === 'autorestarting') {
    return null;
  }
  if (stale || !(shown || loading)) {
    return drawn ? 'again' : 'run';
  }
  return null;
}

/** Whether a cell imports the toolkit that demos and questions use. */
export function importsToolkit(source: string): boolean {
  return /^\s*(from|import)\s+jupyterlab_homl\b/m.test(source);
}
