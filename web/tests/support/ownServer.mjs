import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { program, WAIT_MS } from './settings.mjs';

const TINY = new URL('../../../fixtures/competitions/tiny', import.meta.url).pathname;

/** A server of its own with the tiny competition, in which the last word on ties is a draw. */
export async function serveWithDraws() {
  const folder = await mkdtemp(join(tmpdir(), 'jinbang-draws-'));
  const competition = join(folder, 'tiny');
  await cp(TINY, competition, { recursive: true });
  const rules = join(competition, 'skills/cable-making/skill.toml');
  await writeFile(rules, (await readFile(rules, 'utf8')).replace('last = "shared"', 'last = "draw"'));
  return start(folder, competition, ['--listen', '127.0.0.1:0']);
}

/** A server of its own that tablets of the network can reach, with TLS by its own authority; `null` without a network. */
export async function serveWithTls() {
  const addresses = Object.values(networkInterfaces()).flat();
  const address = addresses.find((one) => !one.internal && one.family === 'IPv4')?.address;
  if (!address) return null;
  const folder = await mkdtemp(join(tmpdir(), 'jinbang-tls-'));
  return start(folder, TINY, ['--listen', `${address}:0`]);
}

/** A server of its own in which nothing is open. */
export async function serveEmpty() {
  return start(await mkdtemp(join(tmpdir(), 'jinbang-empty-')), []);
}

/** `folder` is where it keeps its data, and what it leaves behind is removed with it. */
export async function start(folder, competitions, place = ['--listen', '127.0.0.1:0']) {
  const args = ['serve', ...[competitions].flat(), '--data', join(folder, 'data'), ...place];
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const said = await new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => reject(new Error(`the server did not start: ${text}`)), WAIT_MS);
    server.stdout.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('Ctrl-C ends it')) return;
      clearTimeout(late);
      resolve(text);
    });
  });
  return {
    said,
    base: /boards\s+(\S+)/.exec(said)[1].replace(/\/$/, ''),
    password: /shown this once:\s*(\S+)/.exec(said)[1],
    async close() {
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
