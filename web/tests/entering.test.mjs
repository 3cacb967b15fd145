import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, until, violations } from './support/browser.mjs';
import { openHostileProxy } from './support/hostile.mjs';
import { allStored, live, pairByForm } from './support/marking.mjs';
import { truthOf } from './support/truth.mjs';
import { openVenue } from './support/venue.mjs';

let browser;
let venue;
let cookie;
let used = 0;
before(async () => {
  browser = await openBrowser();
  venue = await openVenue({ skills: 7, competitors: 6 });
  cookie = await venue.cookie();
});
after(async () => {
  await browser?.close();
  await venue?.close();
});

async function tablet({ size } = {}) {
  const skill = used++;
  const wire = await openHostileProxy({ target: venue.base });
  const page = await browser.open('/marking', { base: wire.url, language: 'en', size });
  await pairByForm(page, await venue.code(cookie, skill));
  const at = { page, wire, skill, competitors: venue.competitors(skill) };
  return Object.assign(at, {
    async close() {
      assert.deepEqual(page.faults, []);
      await page.context().close();
      await wire.close();
    },
    truth: () => truthOf(venue, cookie, skill),
  });
}

const field = (id) => `form[data-entry="${id}"] .number-entry input`;
const [A, B] = [{ id: 'A1.1' }, { id: 'A1.2' }];

async function onSheet(page, competitor) {
  await page.click(`[data-competitor="${competitor}"]`);
  await page.waitForSelector(field(A.id));
}

test('one aspect for everybody by the keyboard: enter, next moves down', async () => {
  const at = await tablet();
  const { page, competitors } = at;
  await page.keyboard.press('Alt+v');
  await page.click(`[data-aspect="${A.id}"]`);
  await page.keyboard.press('Alt+n');
  for (const [n, competitor] of competitors.entries()) {
    const own = `[data-cell="${competitor}\\a ${A.id}"]`;
    await until(
      page,
      `the field of ${competitor}`,
      (card) => document.querySelector(card)?.contains(document.activeElement),
      own,
    );
    await page.keyboard.type(`${n % 5}.5`);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${own} [data-status]`);
  }
  await allStored(page);
  assert.deepEqual(await violations(page), []);
  const { values } = await at.truth();
  for (const [n, competitor] of competitors.entries()) {
    assert.equal(values.get(`${competitor} ${A.id}`), `${n % 5}.5`);
  }
  await at.close();
});

test('an unlikely value asks once and says why; given again it is taken', async () => {
  const at = await tablet();
  const { page, competitors } = at;
  await page.click('[data-view=aspect]');
  await page.click(`[data-aspect="${A.id}"]`);
  const enter = async (competitor, value) => {
    const card = page.locator(`[data-cell="${competitor}\\a ${A.id}"]`);
    await card.locator('.number-entry input').fill(value);
    await card.locator('button.submit').click();
    return card;
  };
  for (const competitor of competitors.slice(0, 3)) await enter(competitor, '4.2');
  await allStored(page);
  const card = await enter(competitors[3], '0.42');
  await card.locator('.doubt', { hasText: '4.2' }).waitFor();
  assert.equal(await card.locator('[data-status]').count(), 0);
  await card.locator('.number-entry input').fill('4.1');
  assert.equal(await card.locator('.doubt').count(), 0, 'another value is another question');
  await card.locator('.number-entry input').fill('0.42');
  await card.locator('button.submit').click();
  await card.locator('[data-status]').waitFor();
  await allStored(page);
  assert.equal((await at.truth()).values.get(`${competitors[3]} ${A.id}`), '0.42');
  await at.close();
});

test('out of range and too fine are told while typing, and nothing typed is lost', async () => {
  const at = await tablet();
  const { page, competitors } = at;
  await onSheet(page, competitors[0]);
  for (const typed of ['51', '4.123']) {
    await page.fill(field(A.id), typed);
    await page.waitForSelector(`${field(A.id)}[aria-invalid=true]`);
    assert.equal(await page.inputValue(field(A.id)), typed);
    assert.ok(await page.isDisabled(`form[data-entry="${A.id}"] button.submit`));
  }
  await at.close();
});

test('the last entry is taken back: gone while nobody has it, corrected once the server has it', async () => {
  const at = await tablet();
  const { page, wire, competitors } = at;
  wire.target = 'http://127.0.0.1:1';
  wire.cutAll();
  await page.waitForSelector('.badge:not(.live)');
  await onSheet(page, competitors[0]);
  await page.fill(field(A.id), '3');
  await page.click(`form[data-entry="${A.id}"] button.submit`);
  await page.waitForSelector('[data-queued="1"]');
  await page.click('[data-undo]');
  await page.waitForSelector('[data-queued="0"]');
  await until(page, 'the value to mend', ([input]) => document.querySelector(input)?.value === '3', [
    field(A.id),
  ]);
  await page.fill(field(A.id), '3.25');
  await page.click(`form[data-entry="${A.id}"] button.submit`);
  wire.target = venue.base;
  await live(page);
  await page.waitForSelector('[data-status=stored]');
  await page.keyboard.press('Alt+z');
  await page.fill('dialog .number-entry input', '3.5');
  await page.click('dialog button.submit');
  await page.waitForSelector('dialog', { state: 'detached' });
  await allStored(page);
  const { values, entries } = await at.truth();
  assert.deepEqual([[...values.values()], entries], [['3.5'], 2]);
  await at.close();
});

test('everything that is missing is one tap away', async () => {
  const at = await tablet({ size: 'phone' });
  const { page, competitors } = at;
  await page.click('[data-missing]');
  const last = competitors[competitors.length - 1];
  assert.deepEqual(await violations(page), []);
  await page.locator('dialog button', { hasText: B.id }).last().click();
  await page.waitForSelector('dialog', { state: 'detached' });
  await until(page, 'the field', ([input]) => document.activeElement === document.querySelector(input), [
    field(B.id),
  ]);
  assert.equal(await page.textContent('#sheet-title .id'), last);
  await at.close();
});

test('no room left while typing is told, and the entry stays in the form', async () => {
  const at = await tablet();
  const { page, wire, competitors } = at;
  const devtools = await page.context().newCDPSession(page);
  await onSheet(page, competitors[0]);
  await page.fill(field(A.id), '2.75');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: wire.url, quotaSize: 1_000_000 });
  await page.evaluate(fillUp);
  await page.click(`form[data-entry="${A.id}"] button.submit`);
  await page.locator('.notice.bad', { hasText: 'no room left' }).waitFor();
  assert.equal(await page.inputValue(field(A.id)), '2.75');
  assert.equal(await page.locator('[data-status]').count(), 0, 'it was not taken');
  assert.equal((await at.truth()).entries, 0);
  await at.close();
});

/** Writes until nothing more fits, first by large pieces, then by small ones. Runs in the page. */
async function fillUp() {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open('filler', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('pieces', { autoIncrement: true });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const fits = (bytes) =>
    new Promise((resolve) => {
      const writing = database.transaction('pieces', 'readwrite', { durability: 'strict' });
      writing.objectStore('pieces').put(new Uint8Array(bytes).map(() => Math.random() * 256));
      writing.oncomplete = () => resolve(true);
      writing.onabort = () => resolve(false);
    });
  for (const bytes of [200_000, 20_000, 2_000, 200]) while (await fits(bytes));
  database.close();
}
