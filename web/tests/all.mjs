// Runs the test files two at a time, each with a server of its own, so that what one does there is nothing to another.
//
//   JINBANG_PROGRAM=target/debug/jinbang npm --prefix web run test:browser [-- FILE…]
//
// With JINBANG_URL, and what support/settings.mjs reads besides it, all files use that server, one after the other.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from './support/ownServer.mjs';
import { baseUrl, program } from './support/settings.mjs';

const FOLDER = import.meta.dirname;
const COMPETITION = join(FOLDER, '../../fixtures/competitions/digital-skills');
/** These begin first, so that neither lane waits long for the other at the end. */
const LONGEST = ['hostile', 'oversight', 'setup', 'killed', 'offline', 'results'].map(
  (name) => `${name}.test.mjs`,
);

const own = baseUrl === 'own';
if (own && !program) throw new Error('neither JINBANG_PROGRAM nor JINBANG_URL is set');
const lanes = own && cpus().length > 1 ? 2 : 1;
const named = process.argv.slice(2);
const files = named.length > 0 ? named : await testFiles();

const failed = [];
await Promise.all(
  Array.from({ length: lanes }, async () => {
    for (let file = files.shift(); file; file = files.shift()) if (!(await passes(file))) failed.push(file);
  }),
);
if (failed.length > 0) {
  console.error(`failed: ${failed.join(' ')}`);
  process.exitCode = 1;
}

async function testFiles() {
  const all = (await readdir(FOLDER)).filter((name) => name.endsWith('.test.mjs')).sort();
  const longest = LONGEST.filter((name) => all.includes(name));
  return [...new Set([...longest, ...all])].map((name) => join(FOLDER, name));
}

async function passes(file) {
  if (!own) return runs(file);
  const server = await start(await mkdtemp(join(tmpdir(), 'jinbang-shared-')), COMPETITION);
  try {
    return await runs(file, { JINBANG_URL: server.base, JINBANG_ORGANISER_PASSWORD: server.password });
  } finally {
    await server.close();
  }
}

/** Says what it has to say when it is done: two would mix their lines. */
async function runs(file, environment) {
  const running = spawn(process.execPath, ['--test', file], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [code]] = await Promise.all([running.stdout.toArray(), once(running, 'exit')]);
  process.stdout.write(Buffer.concat(said));
  return code === 0;
}
