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

const PEOPLE = [
  'CM-C01,cable-making,何正 He Zheng,,chief,',
  'CM-C02,cable-making,吴铭 Wu Ming,,chief,',
  'CM-S01,cable-making,程鉴 Cheng Jian,,supervisor,',
  'BL-E01,blind,盲评甲,,expert,p1',
  'BL-C01,blind,盲评长,,chief,',
  'BL-S01,blind,监督乙,,supervisor,',
];

/**
 * A server of its own with the tiny competition and all that goes on besides marks: two chief experts and a supervisor, competitors
 * who sign, a machine that measures; and a second skill behind two layers of codes.
 */
export async function serveForDesk() {
  const folder = await mkdtemp(join(tmpdir(), 'jinbang-desk-'));
  const competition = join(folder, 'tiny');
  await cp(TINY, competition, { recursive: true });
  const change = async (file, edit) => {
    const path = join(competition, file);
    await writeFile(path, edit(await readFile(path, 'utf8')));
  };
  await cp(join(competition, 'skills/cable-making'), join(competition, 'skills/blind'), { recursive: true });
  await change('experts.csv', (text) => `${text.trimEnd()}\n${PEOPLE.join('\n')}\n`);
  await change('competitors.csv', (text) => `${text.trimEnd()}\n${blindCompetitors(text).join('\n')}\n`);
  const machine = '[aspects."C1.M1"]\ngrader = "pair-tester"\n';
  await change(
    'skills/cable-making/skill.toml',
    (text) => `${text}\n${machine}\n[signing]\ncompetitor = true\n`,
  );
  await change(
    'skills/blind/skill.toml',
    (text) =>
      `${text.replace('网络线缆制作', '盲评线缆').replace('Network Cable Making', 'Blind Cable Making').replace('number = "01"', 'number = "02"').replace('experts = 3', 'experts = 1')}\n[blind]\nlayers = 2\n`,
  );
  return start(folder, competition, ['--listen', '127.0.0.1:0']);
}

function blindCompetitors(text) {
  const [, ...rows] = text.trimEnd().split('\n');
  return rows
    .filter((row) => row.includes(',cable-making,'))
    .map((row) => row.replace(/^CM-/, 'BL-').replace(',cable-making,', ',blind,'));
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
      const code = await ended;
      if (code !== 0) throw new Error(`the server did not end well: ${code}`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
