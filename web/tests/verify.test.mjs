import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clean, FINAL, openOffice } from './support/honours.mjs';
import { program } from './support/settings.mjs';

const skip = !program && 'JINBANG_PROGRAM is not set';

const UNKNOWN = 'PGLJ2KH53YQ3PDPB72EIDPB3Z4';

let room;
before(async () => {
  if (skip) return;
  room = await openOffice();
  await room.sign();
});
after(() => room?.close());

/** The numbers of the certificates that an officer exports just now. */
async function issued() {
  const page = await room.page('/honours#exports/new', 'Li');
  await page.check('input[value=certificates]');
  await page.selectOption('select[name=competition]', FINAL.competition);
  await page.fill('input[name=reason]', 'the ceremony');
  await clean(page);
  await page.click('[data-action=ask]');
  await page.waitForSelector('[data-export="1"][data-export-state=made]');
  await page.click('[data-export="1"] details:has(.numbers) summary');
  await clean(page);
  return page.locator('[data-export="1"] .numbers a').allTextContents();
}

test('whoever has a certificate sees what it says, in both languages', { skip }, async () => {
  const [first, second] = await issued();
  for (const options of [{ size: 'phone', scheme: 'dark' }, { language: 'en' }]) {
    const page = await room.publicPage(`/verify/${first}`, options);
    await page.waitForSelector(`[data-verified=current] [data-certificate="${first}"]`);
    await clean(page);
    await page.fill('input[name=id]', second.toLowerCase().replace(/(.{4})/g, '$1 '));
    await page.press('input[name=id]', 'Enter');
    await page.waitForSelector(`[data-certificate="${second}"]`);
    assert.equal(new URL(page.url()).pathname, `/verify/${second}`);
    await page.goBack();
    await page.waitForSelector(`[data-certificate="${first}"]`);
    await page.close();
  }
});

test('what is not there, or is no number, is said plainly', { skip }, async () => {
  const page = await room.publicPage(`/verify/${UNKNOWN}`, { language: 'en' });
  await page.waitForSelector('[data-verified=not-found] .notice');
  await clean(page);
  await page.fill('input[name=id]', 'IC-03');
  await page.click('[data-action=verify]');
  await page.waitForSelector('.notice >> text=26 letters and digits');
  await clean(page);
  await page.goto(`${room.base}/verify`);
  await page.waitForSelector('input[name=id]');
  assert.equal(await page.locator('.notice').count(), 0);
  await clean(page);
});
