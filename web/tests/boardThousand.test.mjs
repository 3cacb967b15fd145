import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser, overflow, until, violations } from './support/browser.mjs';
import { COMPETITION, SKILL, writeHall } from './support/hall.mjs';
import { allStored, enter, findOpen, MEASUREMENT, pairByForm } from './support/marking.mjs';
import { start } from './support/ownServer.mjs';
import { ask, signIn } from './support/server.mjs';

const COMPETITORS = 1_000;
const DOM_ROWS_MAX = 60;
const ROW = '.rows [role=row]';
const path = `/board/${COMPETITION}/${SKILL}`;
const id = (n) => `C-${String(n).padStart(4, '0')}`;

let server;
let browser;
before(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jinbang-thousand-'));
  const rows = Array.from(
    { length: COMPETITORS },
    (_, i) => `${id(i + 1)},cables,选手${i + 1},Person ${i + 1},,worker,,yes`,
  );
  const competitors = `id,skill,name_zh,name_en,delegation,kind,members,eligible\n${rows.join('\n')}\n`;
  const competition = join(folder, COMPETITION);
  await writeHall(competition, { competitors });
  server = await start(folder, competition);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function open(options) {
  const page = await browser.open(path, { language: 'en', base: server.base, ...options });
  await page.waitForSelector(ROW);
  return page;
}

const near = (page) => page.locator(ROW).count();

test('of a thousand rows only those near the window are in the page, and the page is as high as all', async () => {
  const page = await open();
  assert.equal(await page.getAttribute('[role=table]', 'aria-rowcount'), String(COMPETITORS + 1));
  const heights = await page.evaluate(() => ({
    row: document.querySelector('.rows [role=row]').offsetHeight,
    list: document.querySelector('.rows').offsetHeight,
  }));
  assert.ok(Math.abs(heights.list - heights.row * COMPETITORS) < COMPETITORS / 2, JSON.stringify(heights));
  const most = [await near(page)];
  for (const share of [0.25, 0.5, 0.75, 1]) {
    await page.evaluate((part) => scrollTo(0, document.documentElement.scrollHeight * part), share);
    await until(page, `rows in sight at ${share}`, () => {
      const rows = [...document.querySelectorAll('.rows [role=row]')];
      return rows.some(
        (row) => row.getBoundingClientRect().top < innerHeight && row.getBoundingClientRect().bottom > 0,
      );
    });
    most.push(await near(page));
  }
  assert.ok(Math.max(...most) <= DOM_ROWS_MAX, `rows in the page: ${most}`);
  const indices = await page.$$eval('.rows [role=row]', (rows) =>
    rows.map((row) => Number(row.ariaRowIndex)),
  );
  assert.equal(indices.at(-1), COMPETITORS + 1, 'the last row says that it is the last');
  assert.deepEqual(
    indices,
    indices.map((_, at) => indices[0] + at),
    'one behind the other',
  );
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a competitor is found, and the address leads to the same row again', async () => {
  const page = await open();
  await page.fill('[type=search]', 'person 777');
  await until(page, 'one row', () => document.querySelectorAll('.rows [role=row]').length === 1);
  await page.click(`[data-competitor="${id(777)}"] .open`);
  await page.waitForSelector('dialog[open]');
  assert.equal(await page.evaluate(() => location.hash), '#c=C-0777');
  await page.reload();
  await page.waitForSelector('dialog[open]');
  await until(
    page,
    'the row in the middle of the window',
    (wanted) => {
      const box = document.querySelector(`[data-competitor="${wanted}"]`)?.getBoundingClientRect();
      return box && box.top > 0 && box.bottom < innerHeight;
    },
    id(777),
  );
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.equal(await page.evaluate(() => location.hash), '');
  assert.ok((await near(page)) <= DOM_ROWS_MAX);
  await page.context().close();
});

test('the keyboard goes from row to row, beyond what was in the page', async () => {
  const page = await open();
  await page.focus(`${ROW} .open`);
  const seen = new Set();
  for (let n = 0; n < 130; n += 1) {
    seen.add(
      await page.evaluate(() => document.activeElement.closest('[data-competitor]')?.dataset.competitor),
    );
    await page.keyboard.press('Tab');
  }
  assert.ok(seen.size >= 64, `${seen.size} rows`);
  assert.ok(!seen.has(undefined), 'never outside of the table');
  await page.context().close();
});

test('a mark for somebody far below is shown, and the row climbs to the top', async () => {
  const page = await open();
  const tablet = await browser.open('/marking', { base: server.base });
  const cookie = await signIn(server.password, server.base);
  const body = { competition: COMPETITION, skill: SKILL, expert: 'E1' };
  const { content } = await ask('POST', '/api/pairing-codes', { body, cookie, base: server.base });
  await pairByForm(tablet, content.code);
  const { competitor, aspect } = await findOpen(tablet, MEASUREMENT);
  await enter(tablet, aspect);
  await allStored(tablet);
  await until(
    page,
    'the first rank',
    (wanted) =>
      document.querySelector(`[data-competitor="${wanted}"][aria-rowindex="2"] .rank`)?.textContent.trim() ===
      '1',
    competitor,
  );
  assert.ok((await near(page)) <= DOM_ROWS_MAX);
  for (const one of [page, tablet]) {
    assert.deepEqual(one.faults, []);
    await one.context().close();
  }
});

test('on paper are all rows', async () => {
  const page = await open();
  await page.emulateMedia({ media: 'print' });
  await until(
    page,
    'all rows',
    (all) => document.querySelectorAll('.rows [role=row]').length === all,
    COMPETITORS,
  );
  await page.emulateMedia({ media: 'screen' });
  await until(
    page,
    'few rows again',
    (most) => document.querySelectorAll('.rows [role=row]').length <= most,
    DOM_ROWS_MAX,
  );
  await page.context().close();
});

test('axe is content with it on a phone, and nothing is wider than the phone', async () => {
  const page = await open({ size: 'phone' });
  assert.deepEqual(await violations(page), []);
  assert.ok((await overflow(page)) <= 0);
  await page.context().close();
});
