/**
 * What a learner waits for at the page, in a real browser: `node page.mjs SERVER TOKEN ROUNDS`, with the folder of
 * playwright-core in PLAYWRIGHT and a browser in CHROMIUM. Prints JSON; times in milliseconds.
 */
import { createRequire } from 'node:module';

const [server, token, given] = process.argv.slice(2);
const rounds = Number(given);
const EXTENSION = 'jupyterlab-homl';
const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT);

const PANEL = '#jp-homl-panel';
const EXERCISE = 'ch04-e01';
const RIGHT = `def normal_equation(X, y):
    return np.linalg.pinv(np.c_[np.ones(len(X)), X]) @ y`;
const STRIP = `.jp-NotebookPanel:not(.lm-mod-hidden) .jp-homl-Strip[data-exercise="${EXERCISE}"]`;

/** Milliseconds from an event of a kind to the frame in which `isThere` is true; asked for before the event. */
const WATCH = ({ kind, source }) => {
  const isThere = new Function(`return (${source})`);
  window.measured = new Promise(resolve => {
    window.addEventListener(
      kind,
      event => {
        const started = event.timeStamp;
        const look = () =>
          isThere()
            ? // the next frame is the one in which it has been painted
              requestAnimationFrame(now => resolve(now - started))
            : requestAnimationFrame(look);
        look();
      },
      { capture: true, once: true }
    );
  });
};

async function timed(page, kind, source, act) {
  await page.evaluate(WATCH, { kind, source });
  await act();
  return page.evaluate(() => window.measured);
}

async function open(browser, prepare = async () => undefined) {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 900 }
  });
  const page = await context.newPage();
  const requests = [];
  page.on('request', request => {
    const { pathname } = new URL(request.url());
    if (pathname.includes('/jupyterlab-homl/api/')) {
      requests.push(`${request.method()} ${pathname.split('/api/')[1]}`);
    }
  });
  await prepare(page);
  await page.goto(`${server}/lab?reset&token=${token}`);
  await page.locator('.jp-Launcher').waitFor({ timeout: 60_000 });
  return { context, page, requests };
}

/** From the start of the navigation to the frame after the one in which `isThere` is true. */
const WATCH_LOAD = source => {
  const isThere = new Function(`return (${source})`);
  window.measured = new Promise(resolve => {
    const look = () =>
      document.body && isThere()
        ? requestAnimationFrame(() => resolve(performance.now()))
        : requestAnimationFrame(look);
    look();
  });
};

/** Load JupyterLab with an empty cache, with this extension or without it; gives the time and the scripts of the extension. */
async function load(browser, source, withExtension) {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 900 }
  });
  const page = await context.newPage();
  const scripts = [];
  page.on('response', response => {
    const { pathname } = new URL(response.url());
    if (pathname.includes(`/${EXTENSION}/static/`)) {
      scripts.push(pathname.split('/').pop());
    }
  });
  await page.addInitScript(WATCH_LOAD, source);
  await page.route(`${server}/lab?*`, async route => {
    const response = await route.fetch();
    const body = (await response.text()).replace(
      /(<script id="jupyter-config-data"[^>]*>)([^<]*)(<\/script>)/,
      (_, start, text, end) => {
        const config = JSON.parse(text);
        config.federated_extensions = config.federated_extensions.filter(
          ({ name }) => withExtension || name !== EXTENSION
        );
        return start + JSON.stringify(config) + end;
      }
    );
    await route.fulfill({ response, body });
  });
  await page.goto(`${server}/lab?reset&token=${token}`);
  const time = await page.evaluate(() => window.measured);
  await context.close();
  return { time, scripts };
}

/** Change the settings of the panel. */
async function set(settings) {
  const answer = await fetch(`${server}/lab/api/settings/${EXTENSION}:panel`, {
    method: 'PUT',
    headers: { Authorization: `token ${token}` },
    body: JSON.stringify({ raw: JSON.stringify(settings) })
  });
  if (!answer.ok) {
    throw new Error(`settings: ${answer.status}`);
  }
}

/** A course of a number of chapters that are all written. */
function large(course, chapters, exercises) {
  const words = [
    'gradient',
    'descent',
    'ridge',
    'network',
    'tree',
    'kernel',
    'cluster',
    'attention'
  ];
  const ready = course.parts
    .flatMap(part => part.lessons)
    .find(lesson => lesson.ready);
  const lessons = Array.from({ length: chapters }, (_, n) => ({
    ...ready,
    id: `x${n}`,
    number: String(n),
    title: `Chapter ${n} on ${words[n % 8]}`,
    summary: '',
    exercises: Array.from({ length: exercises }, (_, m) => ({
      ...ready.exercises[m % ready.exercises.length],
      id: `x${n}-e${m}`,
      title: `${words[(n + m) % 8]} ${words[(3 * n + m) % 8]} ${m}`,
      skills: []
    }))
  }));
  return { ...course, parts: [{ id: 'large', title: 'Large', lessons }] };
}

/** The texts of that course: those of a written chapter for each of its chapters. */
function largeTexts(texts, chapters, exercises) {
  const written = texts.lessons.find(lesson => lesson.exercises.length > 1);
  const lessons = Array.from({ length: chapters }, (_, n) => ({
    ...written,
    id: `x${n}`,
    exercises: Array.from({ length: exercises }, (_, m) => ({
      id: `x${n}-e${m}`,
      text: written.exercises[m % written.exercises.length].text
    }))
  }));
  return { ...texts, lessons };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || undefined,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
});
const found = {
  shell: [],
  road: [],
  scripts: [],
  panel: [],
  check: [],
  verdict: [],
  filter: [],
  filterLarge: [],
  requests: {}
};
try {
  // JupyterLab alone to its launcher, and with the extension to the road.
  await set({ openAtStart: true, welcomeAtStart: false });
  for (let round = 0; round <= rounds; round++) {
    const shell = `document.querySelector('.jp-Launcher')?.offsetParent`;
    const road = `document.querySelector('${PANEL} h3')?.offsetParent`;
    const plain = await load(browser, shell, false);
    const ours = await load(browser, road, true);
    if (plain.scripts.length || !ours.scripts.length) {
      throw new Error('the extension is where it should not be, or is not');
    }
    if (round > 0) {
      found.shell.push(plain.time);
      found.road.push(ours.time);
      found.scripts = ours.scripts;
    }
  }
  await set({ openAtStart: false, welcomeAtStart: false });
  // Click to panel, on fresh pages on which it has not been shown yet.
  for (let round = 0; round <= rounds; round++) {
    const { context, page, requests } = await open(browser);
    const tab = page.locator(
      '.jp-SideBar.jp-mod-left .lm-TabBar-tab[data-id="jp-homl-panel"]'
    );
    await tab.waitFor();
    await page.waitForTimeout(500);
    const shown = `document.querySelector('${PANEL} h3')?.offsetParent`;
    if (
      await page.evaluate(
        source => Boolean(new Function(`return (${source})`)()),
        shown
      )
    ) {
      throw new Error('the panel is open already');
    }
    const time = await timed(page, 'pointerdown', shown, () => tab.click());
    if (round > 0) {
      found.panel.push(time);
    } else {
      // Nothing is asked for while nobody does anything.
      found.requests.start = [...requests];
      await page.waitForTimeout(10_000);
      found.requests.idle = requests.slice(found.requests.start.length);
    }
    await context.close();
  }
  // The Check key to "running", and to the verdict on a small right answer beyond what the server takes.
  {
    const { context, page } = await open(browser);
    await page.evaluate(() =>
      document
        .querySelector('[data-id="jp-homl-panel"]')
        ?.dispatchEvent(new Event('x'))
    );
    await page.locator('.lm-TabBar-tab[data-id="jp-homl-panel"]').click();
    await page.locator(`${PANEL} button[data-row="ch04"]`).waitFor();
    if (
      !(await page.locator(`${PANEL} button[data-row="${EXERCISE}"]`).count())
    ) {
      await page.locator(`${PANEL} button[data-row="ch04"]`).click();
    }
    await page.locator(`${PANEL} button[data-row="${EXERCISE}"]`).click();
    const strip = page.locator(STRIP);
    await strip.waitFor({ timeout: 60_000 });
    const editor = page.locator(
      `.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell:has(${STRIP.split(' ').slice(1).join(' ')}) .cm-content`
    );
    const running = `document.querySelector('${STRIP} .jp-homl-mod-spinning')`;
    let verdict;
    page.on('response', async response => {
      const { pathname } = new URL(response.url());
      if (pathname.includes('/api/jobs/') && response.ok()) {
        const job = await response.json();
        verdict = job.result ?? verdict;
      }
    });
    for (const watched of ['check', 'verdict']) {
      for (let round = 0; round <= rounds; round++) {
        await editor.click();
        await page.keyboard.press('Control+a');
        await page.keyboard.insertText(`${RIGHT} # ${watched} ${round}`);
        verdict = undefined;
        const seen =
          watched === 'check'
            ? running
            : `window.hasRun = window.hasRun || ${running}, window.hasRun && !${running}`;
        await page.evaluate(() => (window.hasRun = false));
        const time = await timed(page, 'keydown', seen, () =>
          page.keyboard.press('Alt+Shift+Enter')
        );
        await page
          .locator(`${STRIP} .jp-homl-mod-spinning`)
          .waitFor({ state: 'detached', timeout: 120_000 });
        await page.waitForTimeout(300);
        if (verdict?.status !== 'passed') {
          throw new Error(`the right answer is ${verdict?.status}`);
        }
        if (round > 0) {
          found[watched].push(
            watched === 'check' ? time : time - verdict.duration_ms
          );
        }
      }
    }
    await context.close();
  }
  // A search in a course as large as this one is going to be, and in one of 500 chapters and 5,000 exercises.
  for (const [name, chapters, exercises] of [
    ['filter', 27, 15],
    ['filterLarge', 500, 10]
  ]) {
    const { context, page } = await open(browser, async page => {
      for (const [document, change] of [
        ['course', large],
        ['search', largeTexts]
      ]) {
        await page.route(`**/jupyterlab-homl/api/${document}*`, async route => {
          const response = await route.fetch();
          await route.fulfill({
            response,
            json: change(await response.json(), chapters, exercises)
          });
        });
      }
    });
    await page.locator('.lm-TabBar-tab[data-id="jp-homl-panel"]').click();
    const field = page.locator(`${PANEL} input[type=search]`);
    await field.waitFor();
    const texts = page.waitForResponse('**/jupyterlab-homl/api/search*');
    await field.focus();
    await texts;
    await page.waitForTimeout(500);
    const words = [
      'kernel',
      'ridge tree',
      'attention 3',
      'gradient descent',
      'cluster'
    ];
    for (let round = 0; round <= rounds; round++) {
      const query = words[round % words.length];
      await field.fill('');
      await page.waitForTimeout(200);
      const counted = `document.querySelector('${PANEL} .jp-homl-TabBody [role=status]').textContent.match(/\\d+ match/)`;
      const time = await timed(page, 'input', counted, () => field.fill(query));
      if (round > 0) {
        found[name].push(time);
      }
    }
    await context.close();
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(found));
