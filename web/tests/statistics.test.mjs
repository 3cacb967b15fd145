import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { openBrowser, overflow, violations } from './support/browser.mjs';
import { signAll } from './support/ceremony.mjs';
import { addOfficer, enterOffice, FINAL, serveOffice, signInAsOfficer } from './support/honours.mjs';
import { ask, signIn } from './support/server.mjs';
import { program } from './support/settings.mjs';

const skip = !program && 'JINBANG_PROGRAM is not set';

let browser;
let server;
let tablets;
let cookie;
before(async () => {
  if (skip) return;
  browser = await openBrowser();
  server = await serveOffice();
  cookie = await signIn(server.password, server.base);
});
after(async () => {
  for (const tablet of Object.values(tablets ?? {})) tablet.close();
  await browser?.close();
  await server?.close();
});

const newOfficer = (officer) => addOfficer({ base: server.base, cookie }, officer);

async function office(path, officer, options = {}) {
  const page = await browser.open(path, { base: server.base, language: 'en', ...options });
  await enterOffice(page, officer, await newOfficer(officer));
  return page;
}

async function clean(page) {
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.faults, []);
  assert.equal(await overflow(page), 0);
}

test('nothing is told of results that are not public', { skip }, async () => {
  const page = await office('/honours#statistics', 'Li', { size: 'phone' });
  await page.waitForSelector('main .notice');
  await clean(page);
  tablets = await signAll({ base: server.base, cookie });
});

test('winners by year, and how far nominations came', { skip }, async () => {
  const session = await signInAsOfficer(server, 'Registrar', await newOfficer('Registrar'));
  const identify = (competitor) => ({
    what: 'identify',
    person: `${FINAL.competition}:${competitor}`,
    ...FINAL,
    competitor,
    programme: 'city-star',
    category: 'star',
    year: 2026,
  });
  const verify = { what: 'move', nomination: 1, step: 'verify', evidence: [{ name: 'card' }] };
  const body = { acts: [identify('S-3'), identify('S-4'), verify] };
  await ask('POST', '/api/honours', { body, cookie: session, base: server.base });
  for (const options of [{ size: 'phone', scheme: 'dark' }, { language: 'zh' }]) {
    const page = await office('/honours#statistics', `Wang ${options.size}`, options);
    const conversion = '[data-conversion="city-star/star/2026"]';
    await page.waitForSelector(conversion);
    const cells = await page.locator(`${conversion} [data-stage=verified] td`).allTextContents();
    assert.deepEqual(cells.map((cell) => cell.trim()).slice(1, 4), ['1', '1', '50 %']);
    await page.waitForSelector('[data-dimension=skill] tbody tr');
    for (const summary of await page.locator('details:not([open]) > summary').all()) await summary.click();
    const charts = page.locator('.chart img');
    for (const chart of await charts.all()) await chart.scrollIntoViewIfNeeded();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.chart img')].every((image) => image.naturalWidth > 0),
    );
    await clean(page);
    const saved = page.waitForEvent('download');
    await page.click('a[href$="stages.csv"]');
    const text = await readFile(await (await saved).path(), 'utf8');
    assert.match(text, /city-star,.*,2026,verified,1,1,50,0/);
    await page.close();
  }
});

test('a programme reads like its policy', { skip }, async () => {
  for (const options of [{ size: 'phone', language: 'zh', scheme: 'dark' }, {}]) {
    const page = await office('/honours#programmes', `Zhao ${options.size}`, options);
    await page.waitForSelector('[data-programme=city-star]');
    await clean(page);
    await page.click('[data-programme=city-star] a');
    await page.waitForSelector('[data-programme-page=city-star]');
    assert.equal(await page.locator('[data-category=young] [data-rules="1"]').count(), 1, 'one rule besides');
    assert.equal(await page.locator('[data-quotas="1"]').count(), 1, 'use of the year');
    await clean(page);
    await page.goto(`${server.base}/honours#programmes/none`);
    await page.waitForSelector('main [role=alert]');
    await clean(page);
    await page.close();
  }
});
