import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { clean, identify, openOffice } from './support/honours.mjs';
import { program } from './support/settings.mjs';

const skip = !program && 'JINBANG_PROGRAM is not set';

let room;
before(async () => {
  if (skip) return;
  room = await openOffice();
});
after(() => room?.close());

test('nothing is told of results that are not public', { skip }, async () => {
  const page = await room.page('/honours#statistics', 'Li', { size: 'phone' });
  await page.waitForSelector('main .notice');
  await clean(page);
  await room.sign();
});

test('winners by year, and how far nominations came', { skip }, async () => {
  const verify = { what: 'move', nomination: 1, step: 'verify', evidence: [{ name: 'card' }] };
  await room.act([identify('S-3'), identify('S-4'), verify]);
  for (const options of [{ size: 'phone', scheme: 'dark' }, { language: 'zh' }]) {
    const page = await room.page('/honours#statistics', `Wang ${options.size}`, options);
    const conversion = '[data-conversion="city-star/star/2026"]';
    await page.waitForSelector(conversion);
    const cells = await page.locator(`${conversion} [data-stage=verified] td`).allTextContents();
    assert.deepEqual(cells.map((cell) => cell.trim()).slice(1, 4), ['1', '1', '50 %']);
    await page.waitForSelector('[data-dimension=skill] tbody tr');
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
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
    const page = await room.page('/honours#programmes', `Zhao ${options.size}`, options);
    await page.waitForSelector('[data-programme=city-star]');
    await clean(page);
    await page.click('[data-programme=city-star] a');
    await page.waitForSelector('[data-programme-page=city-star]');
    assert.equal(await page.locator('[data-category=young] [data-rules="1"]').count(), 1, 'one rule besides');
    assert.equal(await page.locator('[data-quotas="1"]').count(), 1, 'use of the year');
    await clean(page);
    await page.goto(`${room.base}/honours#programmes/none`);
    await page.waitForSelector('main [role=alert]');
    await clean(page);
    await page.close();
  }
});
