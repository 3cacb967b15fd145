import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ask, signIn } from './server.mjs';
import { program, WAIT_MS } from './settings.mjs';

const SUBS = 4;
const PER_SUB = 5;
const COMPETITION = 'venue';

const skillId = (n) => `skill-${n + 1}`;
const expertId = (n, m) => `E${n + 1}-${m + 1}`;

/** A competition of many alike skills, each of 20 aspects that are marked directly from 0 to 5, and a server of its own. */
export async function openVenue({ skills = 1, competitors = 25, experts = 1 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'jinbang-venue-'));
  const competition = join(folder, COMPETITION);
  await writeCompetition(competition, { skills, competitors, experts });
  const data = join(folder, 'data');
  let server = await start(competition, data);
  const venue = {
    competition: COMPETITION,
    skill: skillId,
    expert: expertId,
    competitors: (skill) => Array.from({ length: competitors }, (_, n) => `C${skill + 1}-${n + 1}`),
    aspects: Array.from({ length: SUBS * PER_SUB }, (_, n) => aspectOf(n)),
    data,
    get base() {
      return server.base;
    },
    get password() {
      return server.password;
    },
    cookie: () => signIn(server.password, server.base),
    async code(cookie, skill, expert = 0) {
      const body = { competition: COMPETITION, skill: skillId(skill), expert: expertId(skill, expert) };
      const { content } = await ask('POST', '/api/pairing-codes', { body, cookie, base: server.base });
      return content.code;
    },
    stop: () => server.stop(),
    /** Again, on what `from` holds: another folder is an older copy of the journal. */
    async restart(from = data) {
      const { password } = server;
      server = await start(competition, from);
      server.password ??= password;
    },
    /** A data folder as it is now, while the server runs. */
    async backup(to) {
      await mkdir(to, { recursive: true });
      await promisify(execFile)(program, ['backup', join(to, 'jinbang.redb'), '--data', data]);
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return venue;
}

function aspectOf(n) {
  const sub = `A${Math.floor(n / PER_SUB) + 1}`;
  return { sub, id: `${sub}.${(n % PER_SUB) + 1}` };
}

async function writeCompetition(folder, { skills, competitors, experts }) {
  const numbers = (count) => Array.from({ length: count }, (_, n) => n);
  const people = ['id,skill,name_zh,name_en,delegation,kind,members,eligible'];
  const judges = ['id,skill,name,delegation,role,panel'];
  const scheme = ['criterion,sub_criterion,day,aspect,type,name,max_mark,section,calculation'];
  for (let n = 0; n < SUBS * PER_SUB; n += 1) {
    const { sub, id } = aspectOf(n);
    scheme.push(`A,${sub},1,${id},M,Aspect ${id},5.00,1,`);
  }
  for (const skill of numbers(skills)) {
    const place = join(folder, 'skills', skillId(skill));
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'scheme.csv'), `${scheme.join('\n')}\n`);
    await writeFile(
      join(place, 'skill.toml'),
      `title = { zh = "项目 ${skill + 1}", en = "Skill ${skill + 1}" }\n`,
    );
    for (const n of numbers(competitors)) {
      people.push(`C${skill + 1}-${n + 1},${skillId(skill)},选手,Someone,north,worker,,yes`);
    }
    for (const n of numbers(experts))
      judges.push(`${expertId(skill, n)},${skillId(skill)},Somebody Secret,,expert,`);
  }
  const about = [
    `id = "${COMPETITION}"`,
    'title = { zh = "场馆", en = "Venue" }',
    'class = "municipal"',
    'starts = "2026-11-18"',
    'ends = "2026-11-19"',
    '[publication]',
    'default = "live"',
  ];
  await writeFile(join(folder, 'competition.toml'), `${about.join('\n')}\n`);
  await writeFile(join(folder, 'competitors.csv'), `${people.join('\n')}\n`);
  await writeFile(join(folder, 'experts.csv'), `${judges.join('\n')}\n`);
  await writeFile(join(folder, 'delegations.csv'), 'id,name_zh,name_en\nnorth,城北,North\n');
}

async function start(competition, data) {
  const args = ['serve', competition, '--data', data, '--listen', '127.0.0.1:0'];
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const said = await new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => reject(new Error(`the server did not start: ${text}`)), WAIT_MS);
    server.once('exit', () => reject(new Error(`the server ended: ${text}`)));
    server.stdout.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('Ctrl-C ends it')) return;
      clearTimeout(late);
      resolve(text);
    });
  });
  return {
    base: /boards\s+(\S+)/.exec(said)[1].replace(/\/$/, ''),
    password: /shown this once:\s*(\S+)/.exec(said)?.[1],
    async stop() {
      server.kill('SIGTERM');
      await ended;
    },
  };
}
