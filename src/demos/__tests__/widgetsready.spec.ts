import type { Kernel } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';

import { widgetsReady } from '../widgetsready';

/** A kernel that is starting, and what it is asked. */
function startingKernel() {
  const asked: string[] = [];
  const statusChanged = new Signal<object, Kernel.Status>({});
  const kernel = {
    connectionStatus: 'connected' as Kernel.ConnectionStatus,
    requestCommInfo: async () => asked.push('comms'),
    requestKernelInfo: async () => asked.push('info'),
    status: 'starting' as Kernel.Status,
    statusChanged
  };
  const become = (status: Kernel.Status) => {
    kernel.status = status;
    statusChanged.emit(status);
  };
  const connection = kernel as unknown as Kernel.IKernelConnection;
  return { asked, become, connection, kernel };
}

it('asks a kernel that does not say more than that it starts', async () => {
  const { asked, become, connection } = startingKernel();
  const ready = widgetsReady(connection);
  expect(asked).toEqual(['info']);
  become('busy');
  await ready;
  expect(asked).toEqual(['info', 'comms']);
});

it('waits for a kernel that is connected to again, and goes on once', async () => {
  const { asked, become, connection, kernel } = startingKernel();
  kernel.status = 'restarting';
  kernel.connectionStatus = 'connecting';
  const ready = widgetsReady(connection);
  become('starting');
  expect(asked).toEqual([]);
  become('idle');
  become('busy');
  await ready;
  expect(asked).toEqual(['comms']);
});

it('does not wait for a kernel that runs', async () => {
  const { asked, connection, kernel } = startingKernel();
  kernel.status = 'idle';
  await widgetsReady(connection);
  expect(asked).toEqual(['comms']);
});
