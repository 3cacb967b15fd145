import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, overflow, until, violations } from './support/browser.mjs';
import { judge } from './support/judges.mjs';
import { allStored, enter, findOpen, MEASUREMENT, pairByForm } from './support/marking.mjs';
import { ask, competition, freshCode, liveSkill, signIn } from './support/server.mjs';
import { baseUrl } from './support/settings.mjs';

let browser;
let path;
let skill;
let id;
before(async () => {
  browser = await openBrowser();
  skill = await liveSkill();
  id = (await competition()).id;
  path = `/board/${id}/${skill.id}`;
  // Somebody has a place, whichever test comes first.
  const page = await browser.open('/');
  const facts = { base: baseUrl, cookie: await signIn(), competition: id, skill: skill.id, competitors: 1 };
  await judge(page, facts);
  await page.context().close();
});
after(() => browser.close());

const ROW = '.rows [role=row]';

async function open(address = path, options) {
  const page = await browser.open(address, { language: 'en', ...options });
  await page.waitForSelector(ROW);
  return page;
}

test('followed competitors and delegations are remembered, marked, and can be shown alone', async () => {
  const page = await open();
  const { content } = await ask('GET', `/api/boards/${id}/${skill.id}`);
  const [first] = content.order;
  const { id: competitor, delegation } = content.competitors[first];
  await page.click(`[data-competitor="${competitor}"] .open`);
  await page.click('dialog .buttons button:nth-child(1)');
  await page.click('dialog .buttons button:nth-child(2)');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.equal(await page.evaluate(() => location.hash), '');
  await page.reload();
  await page.waitForSelector(`[data-competitor="${competitor}"].followed`);
  await page.click('.tools button');
  const mates = content.competitors.filter((one) => one.delegation.id === delegation.id).length;
  await until(
    page,
    'only followed rows',
    (n) => document.querySelectorAll('.rows [role=row]').length === n,
    mates,
  );
  assert.equal(await page.locator('.followed, .followed-delegation').count(), mates);
  await page.context().close();
});

test('a link to a delegation shows its competitors alone, until everybody is wanted', async () => {
  const { content } = await ask('GET', `/api/boards/${id}/${skill.id}`);
  const delegation = content.competitors[0].delegation.id;
  const mates = content.competitors.filter((one) => one.delegation.id === delegation).length;
  const page = await open(`${path}#d=${delegation}`);
  assert.equal(await page.locator(ROW).count(), mates);
  await page.click('.tools [aria-pressed=true]');
  await until(
    page,
    'all rows',
    (n) => document.querySelectorAll('.rows [role=row]').length === n,
    skill.competitors,
  );
  assert.equal(await page.evaluate(() => location.hash), '');
  await page.context().close();
});

test('a search that finds nobody says so, and leads back', async () => {
  const page = await open();
  await page.fill('[type=search]', 'nobody is called this');
  await page.click('.notice button');
  await until(
    page,
    'all rows',
    (n) => document.querySelectorAll('.rows [role=row]').length === n,
    skill.competitors,
  );
  await page.context().close();
});

test('a mark draws the place over time, and is announced to those who follow', async () => {
  const tablet = await browser.open('/marking');
  await pairByForm(tablet, await freshCode(skill.id));
  const { competitor, aspect } = await findOpen(tablet, MEASUREMENT);
  const page = await open(`${path}#c=${competitor}`);
  await page.waitForSelector('dialog[open]');
  await page.click('dialog .buttons button:nth-child(1)');
  await enter(tablet, aspect);
  await allStored(tablet);
  await page.waitForSelector('[data-history]');
  await until(page, 'an announcement', () => document.querySelector('[data-announced]')?.textContent !== '');
  const { answer, content } = await ask('GET', `/api/boards/${id}/${skill.id}/history/${competitor}`);
  assert.ok(answer.headers.get('etag'));
  assert.ok(content.points.length > 0);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.faults, []);
  for (const one of [page, tablet]) await one.context().close();
});

test('the picture of a place is a PNG', async () => {
  const { content } = await ask('GET', `/api/boards/${id}/${skill.id}`);
  const ranked = content.rows.find((row) => row[1] !== null);
  const page = await open(`${path}#c=${content.competitors[ranked[0]].id}`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.click('dialog .share button:nth-child(2)'),
  ]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const png = Buffer.concat(chunks);
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 630]);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('medals by delegation and the legend open below the board, on a phone too', async () => {
  const page = await open(path, { size: 'phone' });
  for (const summary of await page.locator('main details > summary').all()) await summary.click();
  await page.waitForSelector('[data-delegations] table');
  const heads = await page.$$eval('[data-delegations] thead th', (all) => all.map((one) => one.offsetHeight));
  const line = await page.$eval('[data-delegations] thead', (head) =>
    parseFloat(getComputedStyle(head).lineHeight),
  );
  assert.ok(
    heads.every((height) => height < 2 * line),
    `heads of ${heads} px, a line of ${line}`,
  );
  await page.waitForSelector('main details dl');
  assert.deepEqual(await violations(page), []);
  assert.ok((await overflow(page)) <= 0);
  await page.context().close();
});

test('the big screen rotates over the public skills, and a phone finds the board by its code', async () => {
  const { skills } = await competition();
  const page = await open(`${path}?screen=1&every=6&rotate=1`);
  // High enough for one page of each skill.
  await page.setViewportSize({ width: 1440, height: 3200 });
  await page.waitForFunction(() => document.querySelector('.qr')?.naturalWidth > 0);
  const others = skills.filter((one) => one.id !== skill.id && one.state !== 'hidden');
  if (others.length > 0) {
    await until(page, 'another skill', (mine) => !location.pathname.endsWith(`/${mine}`), skill.id);
    assert.match(page.url(), /every=6&rotate=1$/);
  }
  assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight));
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
