import { openTablet } from './tablet.mjs';

export const TINY = { competition: 'tiny', skill: 'cable-making' };

const PANEL = ['CM-E01', 'CM-E02', 'CM-E03', 'CM-E04'];
const COMPETITORS = ['CM-01', 'CM-02', 'CM-03', 'CM-04'];
/** CM-E01 is of the same delegation. */
const COMPATRIOT = { 'CM-01': 'CM-E01' };
const DAY_ONE = [
  { aspect: 'A1.M1', values: ['15', '18', '12', '16.5'] },
  { aspect: 'A1.J1', values: ['2', '3', '1', '2'], judged: true },
  { aspect: 'B1.M1', values: ['yes', 'yes', 'no', 'yes'] },
  { aspect: 'B1.J1', values: ['2', '2', '3', '1'], judged: true },
];

/**
 * A judging day of the tiny competition: day 1 is marked, A1 signed by its team; on day 2 one panel agreed only in its second
 * round and another one has to score again; a chief expert proposes a correction, asks for an unlock; somebody appeals.
 */
export async function judgeDay({ base, cookie }) {
  const people = [...PANEL, 'CM-C01', 'CM-C02', 'CM-S01'];
  const tablets = new Map();
  for (const expert of people) {
    tablets.set(expert, await openTablet({ base, cookie, ...TINY, expert }));
  }
  const tablet = (expert) => tablets.get(expert);
  const positions = new Map();

  async function mark(expert, competitor, aspect, value) {
    const receipt = await tablet(expert).say({ type: 'submit', competitor, aspect, value });
    positions.set(`${competitor} ${aspect} ${expert}`, receipt.position);
  }

  for (const { aspect, values, judged } of DAY_ONE) {
    for (const [index, competitor] of COMPETITORS.entries()) {
      const may = PANEL.filter((expert) => expert !== COMPATRIOT[competitor]);
      const panel = judged ? may.slice(0, 3) : may.slice(0, 1);
      for (const expert of panel) await mark(expert, competitor, aspect, values[index]);
    }
  }
  const rounds = [
    ['CM-01', ['0', '2', '1']],
    ['CM-01', ['1', '2', '1']],
    ['CM-02', ['0', '3', '2']],
  ];
  for (const [competitor, values] of rounds) {
    const panel = PANEL.filter((expert) => expert !== COMPATRIOT[competitor]).slice(0, 3);
    for (const [index, value] of values.entries()) {
      await mark(panel[index], competitor, 'C1.J1', value);
    }
  }
  await mark('CM-E02', 'CM-03', 'C1.J1', '2');

  const part = { kind: 'sub-criterion', id: 'A1' };
  for (const expert of [...PANEL, 'CM-C01']) {
    const affairs = await tablet(expert).sees((seen) => isTurnOf(expert, seen, 'A1'), 'its turn to sign A1');
    await tablet(expert).say({ type: 'sign', part, digest: wantedOf(affairs, 'A1').digest });
  }
  const score = {
    competitor: 'CM-03',
    aspect: 'A1.M1',
    value: '19.5',
    corrects: positions.get('CM-03 A1.M1 CM-E01'),
  };
  await tablet('CM-C01').say({
    type: 'propose',
    what: { kind: 'correct', scores: [score] },
    reason: '笔试卷第三页漏加 7.5 分',
  });
  await tablet('CM-E02').say({
    type: 'appeal',
    competitor: 'CM-04',
    aspects: ['B1.J1', 'B1.M1'],
    grounds: '端接样品在评分后被移动',
    pressed_ago: 95_000,
  });
  await tablet('CM-E04').ping(3);
  return { tablet, positions, close: () => tablets.forEach((one) => one.close()) };
}

/** A part that is not ready wants signatures, too, but has no digest yet to be signed. */
export function isTurnOf(expert, affairs, sub) {
  const part = wantedOf(affairs, sub);
  return part?.digest !== undefined && part.wanted[0]?.experts.includes(expert);
}

export function wantedOf(affairs, sub) {
  return affairs.parts.find(({ part }) => part.id === sub);
}
