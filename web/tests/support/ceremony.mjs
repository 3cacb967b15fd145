import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { start } from './ownServer.mjs';
import { openTablet } from './tablet.mjs';

export const FINAL = { competition: 'final', skill: 'soldering' };

const FILES = {
  'competition.toml': `id = "final"
title = { zh = "城市总决赛", en = "City Final" }
class = "municipal"

[publication]
default = "hidden"
`,
  'delegations.csv': `id,name_zh,name_en
north,城北区,North District
south,城南区,South District
`,
  // Best first: 甲, then two equals, then two without a medal.
  'competitors.csv': `id,skill,name_zh,name_en,delegation
S-1,soldering,沈翀,Shen Chong,north
S-2,soldering,古丽娜尔·买买提,Gulnar Mamat,south
S-3,soldering,白喆,Bai Zhe,north
S-4,soldering,莫昇,Mo Sheng,south
S-5,soldering,欧阳静宜,Ouyang Jingyi,north
`,
  'experts.csv': `id,skill,name,role
E-1,soldering,秦守业 Qin Shouye,expert
C-1,soldering,何正 He Zheng,chief
S-1,soldering,程鉴 Cheng Jian,supervisor
`,
  'skills/soldering/skill.toml': `title = { zh = "焊接", en = "Soldering" }

[medals]
rule = "top-n"
counts = [1, 1, 1]
`,
  'skills/soldering/scheme.csv': `criterion,sub_criterion,day,aspect,type,name,max_mark,name_en
A,A1,1,A1.M1,M,成品,100.00,Finished piece
`,
};

/** More people than fit on a screen, all behind the others. */
const CROWD = Array.from({ length: 60 }, (_, number) => `X-${number + 10}`);

const MARKS = { 'S-1': '71.5', 'S-2': '93', 'S-3': '88', 'S-4': '88', 'S-5': '64' };

/**
 * A server with a skill that is to be marked and signed throughout, hidden unless it is `visible`. `files` are written besides the
 * competition's own; `place` are arguments of the server.
 */
export async function serveSigned({ crowd = false, visible = false, files = {}, place } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'jinbang-ceremony-'));
  const competition = join(folder, 'final');
  for (const [file, text] of Object.entries({ ...FILES, ...files })) {
    const more =
      crowd && file === 'competitors.csv' ? CROWD.map((id) => `${id},soldering,选手${id},${id},south\n`) : [];
    const shown = visible ? text.replace('default = "hidden"', 'default = "live"') : text;
    await mkdir(dirname(join(competition, file)), { recursive: true });
    await writeFile(join(competition, file), shown + more.join(''));
  }
  return start(folder, competition, place);
}

/** Tablets of the expert, the chief expert and the supervisor, once everything is signed. */
export async function signAll({ base, cookie, crowd = false }) {
  const tablets = {};
  for (const expert of ['E-1', 'C-1', 'S-1']) {
    tablets[expert] = await openTablet({ base, cookie, ...FINAL, expert });
  }
  const behind = crowd ? CROWD.map((id, number) => [id, String(number % 50)]) : [];
  for (const [competitor, value] of [...Object.entries(MARKS), ...behind]) {
    await tablets['E-1'].say({ type: 'submit', competitor, aspect: 'A1.M1', value });
  }
  await sign(tablets, SIGNATURES);
  return tablets;
}

/** Who signs what, one after the other. */
const SIGNATURES = [
  ['E-1', { kind: 'sub-criterion', id: 'A1' }],
  ['C-1', { kind: 'sub-criterion', id: 'A1' }],
  ['C-1', { kind: 'day', day: 1 }],
  ['C-1', { kind: 'skill' }],
  ['S-1', { kind: 'skill' }],
];

async function sign(tablets, signatures) {
  for (const [expert, part] of signatures) {
    const card = ({ parts }) => parts.find((one) => JSON.stringify(one.part) === JSON.stringify(part));
    const mayNow = (affairs) => card(affairs)?.wanted[0]?.experts.includes(expert) && card(affairs).digest;
    const affairs = await tablets[expert].sees(mayNow, `its turn to sign ${JSON.stringify(part)}`);
    await tablets[expert].say({ type: 'sign', part, digest: card(affairs).digest });
  }
}

/** The skill once more, after a change that has voided its signatures alone. */
export async function signSkillAgain(tablets) {
  await sign(
    tablets,
    SIGNATURES.filter(([, part]) => part.kind === 'skill'),
  );
}
