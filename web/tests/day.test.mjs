import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { until } from './support/browser.mjs';
import { COMPETITION, css, mark, openHall, sign, SKILL, told } from './support/hall.mjs';
import { addGrader, confirmProposal } from './support/hallActs.mjs';
import { allStored, status } from './support/marking.mjs';
import { ask } from './support/server.mjs';
import { program } from './support/settings.mjs';

const SCHEME = `criterion,sub_criterion,day,aspect,type,name,max_mark,section,calculation
A,A1,1,A1.M1,M,Length,2.00,1,
A,A1,1,A1.J1,J,Looks,6.00,1,
A,A1,1,A1.J2,J,Order,3.00,1,
B,B1,1,B1.M1,M,Faults,4.00,1,machine
C,C1,2,C1.M1,M,Labels,2.00,1,
C,C1,2,C1.J1,J,Plan,3.00,1,
`;
const COMPETITORS = `id,skill,name_zh,name_en,delegation,kind,members,eligible
C-1,cables,沈翀,Shen Chong,,worker,,yes
C-2,cables,白喆,Bai Zhe,,worker,,yes
C-3,cables,古丽,Guli,,worker,,yes
C-4,cables,莫昇,Mo Sheng,,worker,,yes
`;
const IDS = ['C-1', 'C-2', 'C-3', 'C-4'];
const FIRST_PANEL = ['E1', 'E2', 'E3'];
const SECOND_PANEL = ['R1', 'R2', 'R3'];

let hall;
const pages = {};
/** The day's marks as one would have written them down: by competitor, aspect and, of a judgement, expert. */
const written = new Map();
const key = (competitor, aspect, expert = '') => `${SKILL},${competitor},${aspect},${expert}`;

before(async () => {
  hall = await openHall({ scheme: SCHEME, competitors: COMPETITORS });
  const everybody = [...FIRST_PANEL, ...SECOND_PANEL, 'CH', 'SU'];
  await Promise.all(everybody.map(async (id) => (pages[id] = await hall.page(id))));
});
after(() => hall.close());

async function enter(expert, competitor, sub, aspect, value, judged) {
  const page = pages[expert];
  await mark(page, competitor, sub, aspect, value);
  await page.waitForSelector(status(aspect, 'stored'));
  written.set(key(competitor, aspect, judged ? expert : ''), value);
}

/** Somewhere between 1 and 3, never more than one apart within a panel. */
const scoreOf = (competitor, aspect, expert) =>
  String(1 + ((IDS.indexOf(competitor) + aspect.length) % 2) + (expert.endsWith('2') ? 1 : 0));

test('a whole day of one skill: entering, a rescoring, a machine, signing, an appeal', async () => {
  await Promise.all([
    ...FIRST_PANEL.map(async (expert) => {
      for (const competitor of IDS) {
        if (expert === 'E1')
          await enter(expert, competitor, 'A1', 'A1.M1', String((IDS.indexOf(competitor) + 1) / 2));
        for (const aspect of ['A1.J1', 'A1.J2'])
          if (competitor !== 'C-3' || aspect !== 'A1.J1')
            await enter(expert, competitor, 'A1', aspect, scoreOf(competitor, aspect, expert), true);
      }
    }),
    ...SECOND_PANEL.map(async (expert) => {
      for (const competitor of IDS) {
        if (expert === 'R1')
          await enter(expert, competitor, 'C1', 'C1.M1', String(2 - IDS.indexOf(competitor) / 2));
        await enter(expert, competitor, 'C1', 'C1.J1', scoreOf(competitor, 'C1.J1', expert), true);
      }
    }),
  ]);

  await rescoring();
  await machine();
  for (const page of Object.values(pages)) await allStored(page);
  await signAll();
  await appeal();
  await signAll();
  await until(
    pages.SU,
    'the skill to be signed',
    () => document.querySelectorAll('[data-signature]').length === 2,
  );
  for (const page of Object.values(pages)) assert.deepEqual(page.faults, []);
});

async function rescoring() {
  for (const [index, expert] of FIRST_PANEL.entries())
    await enter(expert, 'C-3', 'A1', 'A1.J1', String([0, 1, 3][index]), true);
  for (const [index, expert] of FIRST_PANEL.entries()) {
    const page = pages[expert];
    const card = `#aspect-${css('A1.J1')}`;
    await page.waitForSelector(`${card} [data-panel=rescore], ${card} [data-panel=partial]`);
    const value = String([2, 2, 3][index]);
    await mark(page, 'C-3', 'A1', 'A1.J1', value);
    await page.waitForSelector(`${card} [data-status=stored]`);
    written.set(key('C-3', 'A1.J1', expert), value);
  }
}

async function machine() {
  const post = await addGrader(hall, 'tester');
  const evidence = createHash('sha256').update('run 1').digest('hex');
  const measurements = IDS.map((competitor, index) => ({
    competitor,
    aspect: 'B1.M1',
    value: String(index),
    evidence,
  }));
  await post({ run: 'run-1', measurements });
  await pages.E2.click('[data-view=measured]');
  await until(pages.E2, 'four measurements', () => document.querySelectorAll('[data-confirm]').length === 4);
  await pages.E2.click('[data-action=confirm-all]');
  await pages.E2.click('[data-action=confirm-all-now]');
  await pages.E2.waitForSelector('[data-confirm]', { state: 'detached' });
  for (const [index, competitor] of IDS.entries()) written.set(key(competitor, 'B1.M1'), String(index));
}

/** Everybody signs what waits for them until nothing does. */
async function signAll() {
  const order = [
    ...FIRST_PANEL.map((expert) => [expert, 'sub-A1']),
    ['E2', 'sub-B1'],
    ...SECOND_PANEL.map((expert) => [expert, 'sub-C1']),
    ...['sub-A1', 'sub-B1', 'sub-C1', 'day-1', 'day-2', 'skill'].map((part) => ['CH', part]),
    ['SU', 'skill'],
  ];
  for (const [expert, part] of order) {
    if (!hasSigned(pages[expert].affairs, expert, part)) await sign(pages[expert], part, expert);
  }
}

function hasSigned(affairs, expert, part) {
  const card = affairs.parts.find((one) => named(one.part) === part);
  return card.signatures.some((one) => one.expert === expert);
}

const named = (part) =>
  part.kind === 'day' ? `day-${part.day}` : part.kind === 'skill' ? 'skill' : `sub-${part.id}`;

async function appeal() {
  const { R1, E3, CH, SU } = pages;
  await R1.click('[data-view=appeals]');
  await R1.click('[data-action=appeal]');
  await R1.selectOption('[name=competitor]', 'C-4');
  await R1.check('[name=aspect][value="C1.M1"]');
  await R1.fill('[name=grounds]', 'the labels were counted in bad light');
  await R1.click('[data-action=file]');
  await CH.click('[data-view=appeals]');
  await CH.click('[data-appeal="1"]');
  await CH.check('[data-assign] input[value=E3]');
  await CH.click('[data-action=assign]');
  await E3.click('[data-view=appeals]');
  await E3.click('[data-appeal="1"]');
  await E3.fill('form[data-entry="C1.M1"] .number-entry input', '1.5');
  await E3.click('form[data-entry="C1.M1"] button.submit');
  await CH.waitForSelector('[data-look="C1.M1"]');
  await until(CH, 'the second look', () =>
    /1 of 1/.test(document.querySelector('[data-look="C1.M1"]').textContent),
  );
  await CH.selectOption('[name=outcome]', 'upheld');
  await CH.locator('[data-decide] .quick button').first().click();
  await CH.click('[data-action=decide]');
  await confirmProposal(SU, 1);
  await CH.click('[data-action=tell]');
  written.set(key('C-4', 'C1.M1'), '1.5');
  const takenBack = [
    ...[...SECOND_PANEL, 'CH'].map((expert) => [expert, 'sub-C1']),
    ...['CH', 'SU'].map((expert) => [expert, 'skill']),
  ];
  for (const [expert, part] of takenBack)
    await told(pages[expert], (affairs) => !hasSigned(affairs, expert, part));
}

test('the totals are those of the batch calculation of the same marks', async () => {
  const rows = [...written].map(([place, value]) => `${place},${value},\n`);
  const file = join(hall.folder, 'marks.csv');
  await writeFile(file, 'skill,competitor,aspect,expert,value,at\n');
  await appendFile(file, rows.join(''));
  const { stdout } = await promisify(execFile)(program, ['rank', hall.folder, '--format', 'json']);
  const expected = JSON.parse(stdout).skills[0].standings.map(({ competitor, rank, total }) => ({
    competitor,
    rank,
    total,
  }));
  const path = `/api/standings/${COMPETITION}/${SKILL}`;
  const { content } = await ask('GET', path, { cookie: hall.cookie, base: hall.base });
  assert.ok(content.complete);
  assert.deepEqual(
    content.rows.map(({ competitor, rank, total }) => ({ competitor, rank, total })),
    expected,
  );
});
