/**
 * Galata on one server for all tests. HOML_UI_PORT, HOML_UI_ARGS (more arguments for
 * the server) and CHROMIUM may be set in the environment.
 */
const fs = require('fs');
const path = require('path');

const { galata } = require('@jupyterlab/galata');
const base = require('@jupyterlab/galata/lib/playwright-config');

const port = process.env.HOML_UI_PORT ?? '18999';
const url = `http://127.0.0.1:${port}`;

/** Everything that the server writes lands here and is fresh in every run. */
const scratch = path.join(__dirname, '.server');
const folder = name => path.join(scratch, name);

/** Chromium of the system where there is one, else the one that Playwright installs. */
const chromium =
  process.env.CHROMIUM ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(fs.existsSync);

// This file is read again by each worker; only the first reader may clean up.
if (process.env.TEST_WORKER_INDEX === undefined) {
  fs.rmSync(scratch, { recursive: true, force: true });
  fs.mkdirSync(folder('root'), { recursive: true });
  fs.mkdirSync(folder('data/labextensions'), { recursive: true });
  // The build in this checkout, not the copy that was installed at some time.
  fs.symlinkSync(
    path.join(__dirname, '..', 'jupyterlab_homl', 'labextension'),
    folder('data/labextensions/jupyterlab-homl')
  );
}

module.exports = {
  ...base,
  testDir: './tests',
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  retries: 1, // the first page of a cold machine may take longer than Galata waits
  reporter: [['list']],
  use: {
    ...base.use,
    baseURL: url,
    // Newcomers are welcomed by a page in front of all others; its own test wants it.
    mockSettings: {
      ...galata.DEFAULT_SETTINGS,
      'jupyterlab-homl:panel': { welcomeAtStart: false }
    },
    actionTimeout: 20_000,
    video: 'off',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
    }
  },
  webServer: {
    command: `jlpm start --ServerApp.port=${port} --ServerApp.port_retries=0 ${process.env.HOML_UI_ARGS ?? ''}`,
    url: `${url}/lab`,
    timeout: 120_000,
    reuseExistingServer: !process.env.CI,
    env: {
      ...process.env,
      HOME: folder('home'),
      JUPYTERLAB_GALATA_ROOT_DIR: folder('root'),
      JUPYTER_CONFIG_DIR: folder('config'),
      JUPYTER_DATA_DIR: folder('data'),
      // Else what is installed in a virtual environment goes before our data folder.
      JUPYTER_PREFER_ENV_PATH: '0',
      JUPYTER_RUNTIME_DIR: folder('runtime')
    }
  }
};
