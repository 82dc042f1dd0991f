/**
 * Galata with a server for each worker. HOML_UI_WORKERS (by default 2 where there are two cores), HOML_UI_PORT (the first
 * server's; the next one has the next), HOML_UI_ARGS (more arguments for the servers) and CHROMIUM may be set in the
 * environment.
 */
const fs = require('fs');
const os = require('os');
const path = require('path');

const { galata } = require('@jupyterlab/galata');
const base = require('@jupyterlab/galata/lib/playwright-config');

const workers = Number(
  process.env.HOML_UI_WORKERS ?? Math.min(2, os.availableParallelism())
);
const firstPort = Number(process.env.HOML_UI_PORT ?? 18999);
const address = worker => `http://127.0.0.1:${firstPort + worker}`;

/** Everything that a worker's server writes lands here and is fresh in every run. */
const scratch = path.join(__dirname, '.server');
const folder = (worker, name) => path.join(scratch, String(worker), name);

/** Chromium of the system where there is one, else the one that Playwright installs. */
const chromium =
  process.env.CHROMIUM ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(fs.existsSync);

const everyWorker = [...Array(workers).keys()];

// This file is read again by each worker; only the first reader may clean up.
if (process.env.TEST_WORKER_INDEX === undefined) {
  fs.rmSync(scratch, { recursive: true, force: true });
  for (const worker of everyWorker) {
    fs.mkdirSync(folder(worker, 'root'), { recursive: true });
    fs.mkdirSync(folder(worker, 'data/labextensions'), { recursive: true });
    // The build in this checkout, not the copy that was installed at some time.
    fs.symlinkSync(
      path.join(__dirname, '..', 'jupyterlab_homl', 'labextension'),
      folder(worker, 'data/labextensions/jupyterlab-homl')
    );
  }
}

/** The server of one worker. */
const server = worker => ({
  command: `jlpm start --ServerApp.port=${firstPort + worker} --ServerApp.port_retries=0 ${process.env.HOML_UI_ARGS ?? ''}`,
  url: `${address(worker)}/lab`,
  timeout: 120_000,
  reuseExistingServer: !process.env.CI,
  env: {
    ...process.env,
    TZ: 'UTC', // browsers in other zones have days of their own
    HOME: folder(worker, 'home'),
    JUPYTERLAB_GALATA_ROOT_DIR: folder(worker, 'root'),
    JUPYTER_CONFIG_DIR: folder(worker, 'config'),
    JUPYTER_DATA_DIR: folder(worker, 'data'),
    // Else what is installed in a virtual environment goes before our data folder.
    JUPYTER_PREFER_ENV_PATH: '0',
    JUPYTER_RUNTIME_DIR: folder(worker, 'runtime')
  }
});

module.exports = {
  ...base,
  testDir: './tests',
  workers,
  fullyParallel: false,
  timeout: 90_000,
  // Two journeys run at once, perhaps on a machine that others use too.
  expect: { ...base.expect, timeout: 20_000 },
  retries: 1, // the first page of a cold machine may take longer than Galata waits
  reporter: [['list']],
  use: {
    ...base.use,
    baseURL: address(Number(process.env.TEST_PARALLEL_INDEX ?? 0)),
    // Newcomers are welcomed by a page in front of all others; its own test wants it.
    mockSettings: {
      ...galata.DEFAULT_SETTINGS,
      'jupyterlab-homl:panel': { welcomeAtStart: false }
    },
    actionTimeout: 40_000,
    video: 'off',
    trace: 'on-first-retry', // tracing takes a third of the time
    launchOptions: {
      executablePath: chromium,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
    }
  },
  webServer: everyWorker.map(server)
};
