import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { FLAGS } from './browser.mjs';
import { chromiumPath, WAIT_MS } from './settings.mjs';

/** A browser whose profile outlives it, so that it can be killed and started again like a tablet that loses its battery. */
export async function openProfile() {
  const folder = await mkdtemp(join(tmpdir(), 'jinbang-profile-'));
  return {
    start: () => start(folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function start(folder) {
  const port = join(folder, 'DevToolsActivePort');
  await rm(port, { force: true });
  const args = [
    ...FLAGS,
    '--headless=new',
    '--remote-debugging-port=0',
    `--user-data-dir=${folder}`,
    'about:blank',
  ];
  const env = { ...process.env, HOME: folder };
  // A process group of its own: all of the browser dies at once.
  const running = spawn(chromiumPath, args, { detached: true, stdio: 'ignore', env });
  const gone = new Promise((resolve) => running.once('exit', resolve));
  // A test that failed half-way must not leave it behind.
  const end = () => process.kill(-running.pid, 'SIGKILL');
  process.once('exit', end);
  void gone.then(() => process.off('exit', end));
  running.unref();
  const [number, path] = (await written(port)).split('\n');
  const browser = await chromium.connectOverCDP(`ws://127.0.0.1:${number}${path}`);
  const [context] = browser.contexts();
  context.setDefaultTimeout(WAIT_MS);
  return {
    context,
    async open(url) {
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    /** As one closes it by hand: everything is written. */
    async close() {
      const devtools = await browser.newBrowserCDPSession();
      await devtools.send('Browser.close').catch(() => undefined);
      await gone;
    },
    async kill() {
      end();
      await gone;
      await browser.close().catch(() => undefined);
    },
  };
}

async function written(file) {
  const late = Date.now() + WAIT_MS;
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.includes('\n')) return text;
    if (Date.now() > late) throw new Error('the browser did not start');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
