import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, until } from './support/browser.mjs';
import { judge } from './support/judges.mjs';
import { looksRight } from './support/looks.mjs';
import { ask, competition, experts, liveSkill, signIn } from './support/server.mjs';
import { baseUrl, organiserPassword } from './support/settings.mjs';

const JUDGED = 6;

let browser;
let cookie;
let owner;
let skill;
let results;
let board;
before(async () => {
  browser = await openBrowser();
  cookie = await signIn();
  owner = await competition();
  const live = await liveSkill();
  skill = owner.skills.find((one) => one.visibility === 'live' && one.id !== live.id) ?? live;
  results = `/desk#results/${owner.id}/${skill.id}`;
  board = `/board/${owner.id}/${skill.id}`;
  const page = await browser.open('/');
  const facts = { base: baseUrl, cookie, competition: owner.id, skill: skill.id, competitors: JUDGED };
  assert.ok((await judge(page, facts)) > JUDGED * skill.aspects);
  await page.context().close();
});
after(() => browser.close());

async function signedIn(path, ready, options) {
  const page = await browser.open(path, options);
  await page.fill('input[name=password]', organiserPassword);
  await page.click('form button.primary');
  await page.waitForSelector(ready);
  return page;
}

async function done(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

const ROW = 'tr[data-competitor]';

test('from the desk to the standings, to an explanation and back', async () => {
  const page = await signedIn('/desk', '[data-expert]');
  await page.click(`a[href="${results.slice('/desk'.length)}"]`);
  await page.waitForSelector(ROW);
  assert.equal(await page.locator(ROW).count(), skill.competitors);
  assert.equal(await page.locator(`${ROW} [data-reachable]`).count(), skill.competitors);
  const first = page.locator(ROW).first();
  const id = await first.getAttribute('data-competitor');
  await first.locator('.actions a').click();
  await page.waitForSelector('[data-kind=place]');
  assert.equal(new URL(page.url()).hash.split('/').at(-1), id);
  const total = page.locator('[data-kind=total]').first();
  assert.equal(await total.getAttribute('open'), null);
  await total.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-kind=total][open] [data-kind]');
  await page.click('[data-action=open-all]');
  assert.equal(await page.locator('details:not([open])').count(), 0);
  await page.goBack();
  await page.waitForSelector(ROW);
  assert.equal(
    await page.evaluate(() => document.activeElement.closest('tr')?.dataset.competitor),
    id,
    'whoever comes back goes on where they were',
  );
  await page.goBack();
  await page.waitForSelector('[data-expert]');
  await done(page);
});

test('an explanation can be linked to, and says the same place as the standings', async () => {
  const list = await signedIn(results, ROW, { language: 'en' });
  const id = await list.locator(ROW).first().getAttribute('data-competitor');
  await list.goto(`${baseUrl}${results}/explanation/${id}`);
  await list.reload();
  await list.waitForSelector('[data-kind=place]');
  assert.match(await list.textContent('[data-kind=place] .result'), /^1 of \d+$/);
  await done(list);
});

test('withdrawing and reinstating take a reason and reach the public board at once', async () => {
  const desk = await signedIn(results, ROW);
  const audience = await browser.open(board);
  const id = await desk.locator(ROW).nth(1).getAttribute('data-competitor');
  const row = `tr[data-competitor="${id}"]`;
  await desk.click(`${row} [data-action=withdraw]`);
  assert.ok(await desk.isDisabled('dialog [data-action=confirm]'));
  await desk.fill('dialog input[name=reason]', '身体不适');
  await desk.click('dialog [data-action=confirm]');
  await desk.waitForSelector(`${row}.withdrawn [data-action=reinstate]`);
  await audience.waitForSelector(`.rows [data-competitor="${id}"].withdrawn`);
  const shown = await audience.textContent(`.rows [data-competitor="${id}"] .total`);
  assert.equal(shown.trim(), '退赛');
  assert.equal(await audience.locator('.rows [role=row]').last().getAttribute('data-competitor'), id);

  await desk.click(`${row} [data-action=reinstate]`);
  const body = { competition: owner.id, skill: skill.id, competitor: id, reason: 'on another desk' };
  await ask('POST', '/api/reinstatements', { body, cookie });
  await desk.fill('dialog input[name=reason]', '已恢复');
  await desk.click('dialog [data-action=confirm]');
  await desk.waitForSelector('dialog .notice.bad[role=alert]');
  await desk.keyboard.press('Escape');
  await desk.waitForSelector(`${row}:not(.withdrawn)`);
  await done(audience);
  await done(desk);
});

test('the board says how it is computed', async () => {
  const page = await browser.open(board, { language: 'en' });
  await page.click('main details summary');
  const text = await page.textContent('main details dl');
  assert.match(text, /total\/1/);
  assert.match(await page.textContent('[data-basis]'), new RegExp(`${JUDGED} results`));
  await done(page);
});

test('without a draw in the rules the desk offers none', async () => {
  const page = await signedIn(`${results}/draws`, 'main .notice');
  assert.equal(await page.locator('[data-tie], [data-draw]').count(), 0);
  await done(page);
});

test('fairness shows every judge who scored, and the picture has the numbers of the table', async () => {
  const page = await signedIn(`${results}/fairness`, '[data-fairness]', { language: 'en' });
  await page.waitForSelector('[data-live=ready]');
  const { content } = await ask('GET', `/api/fairness/${owner.id}/${skill.id}`, { cookie });
  const known = new Set((await experts(cookie)).map((one) => one.expert));
  const rows = await page.$$eval('[data-fairness]', (all) => all.map((one) => one.dataset.fairness));
  assert.deepEqual(rows.toSorted(), content.report.experts.map((one) => one.expert).toSorted());
  assert.ok(rows.every((expert) => known.has(expert)));
  const severities = await page.$$eval(
    '[data-fairness] td:nth-child(3)',
    (all) => all.filter((one) => one.textContent.trim() !== '–').length,
  );
  assert.equal(await page.locator('.picture .dot').count(), severities);
  if (!content.report.connected) assert.ok(await page.locator('main .notice.wait').count());
  await done(page);
});

test('the comparison is read by keyboard, and says what does not apply', async () => {
  const page = await signedIn(`${results}/comparison`, '[data-bump]', { language: 'en' });
  await page.waitForSelector('[data-live=ready]');
  const { content } = await ask('GET', `/api/comparisons/${owner.id}/${skill.id}`, { cookie });
  const { methods, competitors } = content.report;
  assert.equal(await page.locator('[data-bump]').count(), JUDGED);
  assert.equal(await page.locator('[data-compared]').count(), competitors.length);
  assert.equal(await page.locator('[data-method]').count(), methods.filter((one) => one.applies).length);
  assert.equal(
    await page.locator('[data-not-applied]').count(),
    methods.filter((one) => !one.applies).length,
  );
  const second = page.locator('[data-bump]').nth(1);
  const id = await second.getAttribute('data-bump');
  await second.focus();
  await page.waitForSelector(`[data-reading="${id}"]`);
  assert.match(await page.textContent('[data-reading]'), /Rules 2/);
  assert.equal(await page.getAttribute('[data-lit]', 'data-lit'), id);
  await page.keyboard.press('Enter');
  assert.equal(await second.getAttribute('aria-pressed'), 'true');
  await done(page);
});

test('a line of the chart is found by pointing at it', async () => {
  const page = await signedIn(`${results}/comparison`, '[data-bump]');
  const id = await page.locator('[data-bump]').first().getAttribute('data-bump');
  const column = page.locator('svg .column').first();
  await column.scrollIntoViewIfNeeded();
  const box = await column.boundingBox();
  await page.mouse.move(box.x + 3, box.y + 16);
  // A level line is a path without height, which counts as hidden.
  await page.waitForSelector(`[data-lit="${id}"]`, { state: 'attached' });
  await done(page);
});

const VIEWS = {
  standings: { path: () => '', ready: ROW },
  explanation: {
    path: (id) => `/explanation/${id}`,
    ready: '[data-kind=place]',
    look: (page) => page.click('[data-action=open-all]'),
  },
  draws: { path: () => '/draws', ready: 'main .notice' },
  fairness: { path: () => '/fairness', ready: '[data-fairness]' },
  comparison: {
    path: () => '/comparison',
    ready: '[data-bump]',
    look: (page) => page.locator('[data-bump]').first().focus(),
  },
};

for (const [name, { path, ready, look }] of Object.entries(VIEWS)) {
  test(`${name}: axe is content in both languages and colour schemes, and a phone needs no sideways scrolling`, async () => {
    const page = await signedIn(results, ROW, { size: 'phone' });
    const id = await page.locator(ROW).first().getAttribute('data-competitor');
    await page.goto(`${baseUrl}${results}${path(id)}`);
    await looksRight(page, {
      widths: [360, 1280],
      fits: [390],
      async show() {
        await page.waitForSelector(ready);
        await look?.(page);
      },
    });
    await done(page);
  });
}

test('signed out, a link to results asks for the password first', async () => {
  const page = await browser.open(`${results}/fairness`);
  await page.waitForSelector('input[name=password]');
  assert.equal(await page.locator('[data-fairness]').count(), 0);
  await until(page, 'the address to be kept', () => location.hash.endsWith('/fairness'));
  await done(page);
});
