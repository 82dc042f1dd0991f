/**
 * Waiting for a kernel that has just been started or restarted.
 */
import type { Kernel } from '@jupyterlab/services';

/** Statuses of a kernel that cannot run anything yet. */
const STARTING: Kernel.Status[] = [
  'unknown',
  'starting',
  'restarting',
  'autorestarting'
];

/**
 * Wait until a kernel's widgets can be shown.
 *
 * #### Notes
 * The widget manager asks a kernel that has started for its comms, and misses widgets that are made
 * before the answer; the answer to the same question comes after it.
 */
export async function widgetsReady(
  kernel: Kernel.IKernelConnection
): Promise<void> {
  await new Promise<void>(resolve => {
    const check = (): void => {
      if (!STARTING.includes(kernel.status)) {
        kernel.statusChanged.disconnect(check);
        resolve();
      }
    };
    kernel.statusChanged.connect(check);
    if (
      kernel.status === 'starting' &&
      kernel.connectionStatus === 'connected'
    ) {
      // A kernel whose restart the page did not see to its end says no more until it is asked.
      kernel.requestKernelInfo().catch(() => undefined);
    }
    check();
  });
  await kernel.requestCommInfo({ target_name: 'jupyter.widget' });
}
