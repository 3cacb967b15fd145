import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from './browser.mjs';
import { live, submit } from './marking.mjs';
import { start } from './ownServer.mjs';
import { ask, signIn } from './server.mjs';
import { WAIT_MS } from './settings.mjs';

export const COMPETITION = 'hall';
export const SKILL = 'cables';

const RULES = `title = { zh = "布线", en = "Cabling" }

[scheme]
total = 20

[judgement]
scores = [0, 3]
experts = 3
max_spread = 1

[measurement]
step = "0.5"

[scale]
method = "none"

[ties]
keys = []
last = "shared"

[medals]
rule = "top-n"
counts = [1, 1, 0]

[[panels]]
id = "p1"
sub_criteria = ["A1", "B1"]

[[panels]]
id = "p2"
sub_criteria = ["C1"]

[calculations.machine]
kind = "regular-difference"
target = "0"
difference = "1"
deduction = "1"
grader = "tester"
`;
const SCHEME = `criterion,sub_criterion,day,aspect,type,name,max_mark,section,calculation
A,A1,1,A1.M1,M,Length,4.00,1,
A,A1,1,A1.J1,J,Looks,6.00,1,
B,B1,1,B1.M1,M,Faults,4.00,1,machine
C,C1,2,C1.M1,M,Labels,6.00,1,
`;
const EXPERTS = `id,skill,name,delegation,role,panel
E1,cables,甲,,expert,p1
E2,cables,乙,,expert,p1
E3,cables,丙,,expert,p1
R1,cables,丁,,expert,p2
R2,cables,戊,,expert,p2
R3,cables,己,,expert,p2
CH,cables,庚,,chief,
SU,cables,辛,,supervisor,
`;
const COMPETITORS = `id,skill,name_zh,name_en,delegation,kind,members,eligible
C-1,cables,沈翀,Shen Chong,,worker,,yes
C-2,cables,白喆,Bai Zhe,,worker,,yes
`;

/** A small competition of the test's own: two competitors, two panels, a chief expert and a supervisor. `rules` is added to the skill's. */
export async function writeHall(
  folder,
  { rules = '', scheme = SCHEME, experts = EXPERTS, competitors = COMPETITORS } = {},
) {
  const skill = join(folder, 'skills', SKILL);
  await mkdir(skill, { recursive: true });
  await writeFile(
    join(folder, 'competition.toml'),
    `id = "${COMPETITION}"\ntitle = "Hall"\nclass = "municipal"\n`,
  );
  await writeFile(join(folder, 'competitors.csv'), competitors);
  await writeFile(join(folder, 'experts.csv'), experts);
  await writeFile(join(skill, 'skill.toml'), `${RULES}\n${rules}`);
  await writeFile(join(skill, 'scheme.csv'), scheme);
}

/** A server of its own with that competition, and pages of its experts. */
export async function openHall(options) {
  const folder = await mkdtemp(join(tmpdir(), 'jinbang-hall-'));
  const competition = join(folder, COMPETITION);
  await writeHall(competition, options);
  const server = await start(folder, competition);
  const browser = await openBrowser();
  const cookie = await signIn(server.password, server.base);

  async function codeFor(expert) {
    const body = { competition: COMPETITION, skill: SKILL, expert };
    const { content } = await ask('POST', '/api/pairing-codes', { body, cookie, base: server.base });
    return content.code;
  }

  return {
    base: server.base,
    folder: competition,
    cookie,
    codeFor,
    /** The page of an expert, paired; `page.affairs`: what it was told last about everything besides marks. `base`: by another way, such as a proxy. */
    async page(expert, { base = server.base, language = 'en', size = 'tablet', ...others } = {}) {
      const page = await browser.open(`/marking#pair=${await codeFor(expert)}`, {
        base,
        language,
        size,
        ...others,
      });
      page.line = new EventEmitter();
      page.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => {
          const frame = JSON.parse(payload);
          if (frame.type !== 'affairs') return;
          page.affairs = frame;
          page.line.emit('affairs');
        }),
      );
      await page.click('form button.primary');
      await page.waitForSelector('[data-view=competitor]');
      await live(page);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Waits until the page was told affairs that are as wanted. */
export async function told(page, test) {
  const signal = AbortSignal.timeout(WAIT_MS);
  while (!page.affairs || !test(page.affairs)) await once(page.line, 'affairs', { signal });
}

/** Enters a value into the cell, on the competitor's sheet. */
export async function mark(page, competitor, sub, aspect, value) {
  await page.click('[data-view=competitor]');
  await page.click(`[data-competitor="${competitor}"]`);
  await page.click(`[data-sub="${sub}"]`);
  const form = page.locator(`form[data-entry="${aspect}"]`);
  await form.waitFor();
  const option = form.locator(`input[value="${value}"]`);
  if ((await form.locator('label.option').count()) > 0) await option.locator('xpath=ancestor::label').click();
  else await form.locator('.number-entry input').fill(value);
  await submit(page, form);
}

export function css(id) {
  return id.replace(/[^a-zA-Z0-9_-]/g, (character) => `\\${character}`);
}

/** `expert`: whose signature is waited for; otherwise anybody's. */
export async function sign(page, part, expert) {
  await page.click('[data-view=signing]');
  await page.click(`[data-part="${part}"]`);
  await page.click('[data-action=sign]');
  await page.click('[data-action=sign-now]');
  await page.waitForSelector(expert ? `[data-signature="${expert}"]` : '[data-signature]');
}
