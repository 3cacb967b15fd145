import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { clean, identify, openOffice } from './support/honours.mjs';
import { program } from './support/settings.mjs';

const skip = !program && 'JINBANG_PROGRAM is not set';

let room;
before(async () => {
  if (skip) return;
  room = await openOffice();
  await room.sign();
  await room.act([identify('S-3')]);
});
after(() => room?.close());

/** What the browser saves when the file of this export is fetched. */
async function fetched(page, item) {
  const saved = page.waitForEvent('download');
  await page.click(`${item} [data-action=fetch]`);
  const download = await saved;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('a list of nominations is asked for, made and fetched', { skip }, async () => {
  const page = await room.page('/honours#exports', 'Li Lei');
  await page.waitForSelector('[data-action=new-export]');
  await clean(page);
  await page.click('[data-action=new-export]');
  await page.waitForSelector('input[name=phone]');
  assert.ok(await page.isDisabled('[data-action=ask]'), 'a reason is wanted');
  await page.selectOption('select[name=format]', 'csv');
  await page.fill('input[name=reason]', 'the yearly report');
  await clean(page);
  await page.click('[data-action=ask]');
  await page.waitForSelector('[data-export="1"][data-export-state=made]');
  const { name, bytes } = await fetched(page, '[data-export="1"]');
  assert.equal(name, 'jinbang-nominations-1.csv');
  assert.match(bytes.toString(), /^nomination,person,name-zh,.*\n1,/);
  const told = await page.textContent('[data-export="1"] [data-sha256]');
  assert.equal(told, createHash('sha256').update(bytes).digest('hex'));
  await page.waitForSelector('[data-export="1"] details >> text=fetched 1 times');
  await clean(page);
});

test('personal data waits for another officer on another device', { skip }, async () => {
  const [first, second] = [
    await room.page('/honours#exports/new', 'Wang', { size: 'phone' }),
    await room.page('/honours#exports', 'Zhao', { language: 'zh', scheme: 'dark' }),
  ];
  await first.waitForSelector('input[name=phone]');
  await first.check('input[name=phone]');
  await first.fill('input[name=reason]', 'to call the winners');
  await first.waitForSelector('form .notice');
  await clean(first);
  await first.click('[data-action=ask]');
  const waiting = '[data-export="2"][data-export-state=waiting]';
  await first.waitForSelector(`${waiting} .notice`);
  assert.equal(await first.locator(`${waiting} [data-action=confirm-export]`).count(), 0);
  await clean(first);
  await second.waitForSelector(waiting);
  await second.click(`${waiting} [data-action=confirm-export]`);
  await second.waitForSelector('dialog [data-action=confirm]');
  await clean(second);
  await second.click('dialog [data-action=confirm]');
  await second.waitForSelector('[data-export="2"][data-export-state=made]');
  assert.equal((await fetched(second, '[data-export="2"]')).name, 'jinbang-nominations-2.xlsx');
  await clean(second);
  await first.waitForSelector('[data-export="2"] [data-action=fetch]');
  const third = await room.page('/honours#exports', 'Qian');
  await third.waitForSelector('[data-export="2"][data-export-state=made]');
  assert.equal(await third.locator('[data-export="2"] [data-action=fetch]').count(), 0);
});

test('what was asked for can be taken back', { skip }, async () => {
  const page = await room.page('/honours#exports/new', 'Sun');
  await page.waitForSelector('input[name=employer]');
  await page.check('input[name=employer]');
  await page.fill('input[name=reason]', 'a mistake');
  await page.click('[data-action=ask]');
  await page.click('[data-export="3"] [data-action=withdraw]');
  await page.click('dialog [data-action=confirm]');
  await page.waitForSelector('[data-export="3"][data-export-state=taken-back]');
  await clean(page);
});

test('a nomination leads to its dossier', { skip }, async () => {
  const page = await room.page('/honours#nomination/1', 'Zhou');
  await page.click('[data-action=dossier]');
  await page.waitForSelector('select[name=nomination]');
  assert.equal(await page.inputValue('select[name=nomination]'), '1');
  await page.fill('input[name=reason]', 'for the committee');
  await clean(page);
  await page.click('[data-action=ask]');
  await page.waitForSelector('[data-export="4"][data-export-state=made]');
  const { name, bytes } = await fetched(page, '[data-export="4"]');
  assert.equal(name, 'jinbang-dossier-4.pdf');
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
});
