import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { openBrowser, overflow, violations } from './browser.mjs';
import { FINAL, serveSigned, signAll } from './ceremony.mjs';
import { ask, signIn } from './server.mjs';

export { FINAL };

const PROGRAMME = `id = "city-star"
title = { zh = "市技能之星", en = "City Skills Star" }
level = "municipal"
quota = 2

[sources.notice]
title = { zh = "关于评选的通知", en = "Notice on the selection" }

[[bodies]]
id = "union"
title = { zh = "市总工会", en = "City trade unions" }
quota = 1

[[bodies]]
id = "guild"
title = { zh = "行业协会", en = "Guild" }

[[categories]]
id = "star"
title = { zh = "技能之星", en = "Skills Star" }

[[categories.rules]]
id = "place"
text = { zh = "前4名", en = "the first four" }
source = "notice"
when = { place = { single = 4 } }

[[categories]]
id = "young"
title = { zh = "青年技能之星", en = "Young Skills Star" }
quota = 1

[[categories.rules]]
id = "place"
text = { zh = "前4名", en = "the first four" }
source = "notice"
when = { place = { single = 4 } }

[[categories.rules]]
id = "age"
text = { zh = "35周岁以下", en = "35 years or younger" }
source = "notice"
when = { age_at_most = 35 }
`;

/** A skill besides the signed one, in which nothing is marked. */
const UNMARKED = {
  'skills/joinery/skill.toml': 'title = { zh = "木工", en = "Joinery" }\n',
  'skills/joinery/scheme.csv': `criterion,sub_criterion,day,aspect,type,name,max_mark,name_en
A,A1,1,A1.M1,M,成品,100.00,Finished piece
`,
};

/** A server with an honours office, and a skill whose result is public once it is signed. */
export async function serveOffice() {
  const programmes = await mkdtemp(join(tmpdir(), 'jinbang-programmes-'));
  await writeFile(join(programmes, 'city-star.toml'), PROGRAMME);
  await mkdir(programmes, { recursive: true });
  return serveSigned({
    visible: true,
    files: UNMARKED,
    place: ['--listen', '127.0.0.1:0', '--programmes', programmes],
  });
}

/** The officer's password. */
export async function addOfficer({ base, cookie }, officer) {
  const { content } = await ask('POST', '/api/officers', { body: { officer }, cookie, base });
  return content.password;
}

/** The cookie of an officer's session. */
export async function signInAsOfficer({ base }, officer, password) {
  const { answer } = await ask('POST', '/api/session/officer', { body: { officer, password }, base });
  return answer.headers.getSetCookie()[0].split(';')[0];
}

/** Signs in on the page of the office. */
export async function enterOffice(page, officer, password) {
  await page.fill('input[name=officer]', officer);
  await page.fill('input[name=password]', password);
  await page.click('form button.primary');
  await page.waitForSelector('[data-tab=pipeline]');
}

/** A nomination of a finalist, as an act. */
export const identify = (competitor, more = {}) => ({
  what: 'identify',
  person: personOf(competitor),
  ...FINAL,
  competitor,
  programme: 'city-star',
  category: 'star',
  year: 2026,
  body: 'guild',
  ...more,
});

export const personOf = (competitor) => `${FINAL.competition}:${competitor}`;

/** Nothing is wrong with a page for whoever cannot see it, and nothing reaches out of it. */
export async function clean(page) {
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.faults, []);
  assert.equal(await overflow(page), 0);
}

/** A browser, and a server with an office, for the tests of one file. */
export async function openOffice() {
  const browser = await openBrowser();
  const server = await serveOffice();
  const { base } = server;
  const cookie = await signIn(server.password, base);
  let tablets = {};
  const newOfficer = (officer) => addOfficer({ base, cookie }, officer);
  return {
    base,
    /** The result is signed, and public from then on. */
    async sign() {
      tablets = await signAll({ base, cookie });
    },
    /** The office at an address, signed in as a new officer. */
    async page(path, officer, options = {}) {
      const page = await browser.open(path, { base, language: 'en', ...options });
      await enterOffice(page, officer, await newOfficer(officer));
      return page;
    },
    /** A page that needs no session. */
    publicPage: (path, options = {}) => browser.open(path, { base, ...options }),
    /** Acts that no page is needed for. */
    async act(acts) {
      const session = await signInAsOfficer(server, 'Registrar', await newOfficer('Registrar'));
      await ask('POST', '/api/honours', { body: { acts }, cookie: session, base });
    },
    async close() {
      for (const tablet of Object.values(tablets)) tablet.close();
      await browser.close();
      await server.close();
    },
  };
}
