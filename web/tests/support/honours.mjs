import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FINAL, serveSigned } from './ceremony.mjs';
import { ask } from './server.mjs';

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
