import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser, until } from './support/browser.mjs';
import { openHostileProxy } from './support/hostile.mjs';
import { openProfile } from './support/killable.mjs';
import { allStored, live, pairByForm } from './support/marking.mjs';
import { truthOf } from './support/truth.mjs';
import { openVenue } from './support/venue.mjs';

let browser;
let venue;
let cookie;
before(async () => {
  browser = await openBrowser();
  venue = await openVenue({ skills: 12, competitors: 3, experts: 2 });
  cookie = await venue.cookie();
});
after(async () => {
  await browser?.close();
  await venue?.close();
});

/** A paired tablet on a wire of its own, and a skill that nobody else uses. */
let used = 0;
async function tablet({ skill = used++, expert = 0, context, prepare } = {}) {
  const wire = await openHostileProxy({ target: venue.base });
  const page = await browser.open('/', { base: wire.url, language: 'en', context });
  await prepare?.(page);
  await page.goto(`${wire.url}/marking`);
  if (!context) await pairByForm(page, await venue.code(cookie, skill, expert));
  return { page, wire, skill, expert };
}

/** Enters one value the way an expert does, and waits until it is shown as queued or stored. */
async function put(page, competitor, { sub, id }, value) {
  await page.click(`[data-competitor="${competitor}"]`);
  await page.click(`[data-sub="${sub}"]`);
  await page.fill(`form[data-entry="${id}"] .number-entry input`, value);
  await page.click(`form[data-entry="${id}"] button.submit`);
  await page.waitForSelector(`#aspect-${id.replace('.', '\\.')} [data-status]`);
}

async function close({ page, wire }) {
  await page.context().close();
  await wire.close();
}

const queued = (page, n) =>
  until(
    page,
    `${n} queued`,
    (count) => document.querySelector('[data-queued]')?.dataset.queued === count,
    String(n),
  );

const cutOff = (page) => page.waitForSelector('.badge:not(.live)');

test('a page without network or server: reloaded, and after the browser was started anew', async () => {
  const profile = await openProfile();
  const wire = await openHostileProxy({ target: venue.base });
  const skill = used++;
  const [competitor] = venue.competitors(skill);
  const [one, two] = venue.aspects;
  let running = await profile.start();
  let page = await running.open(`${wire.url}/marking`);
  await pairByForm(page, await venue.code(cookie, skill));
  await until(page, 'the page to be kept', () => navigator.serviceWorker.controller !== null);
  await put(page, competitor, one, '1.25');
  await allStored(page);

  wire.target = 'http://127.0.0.1:1';
  wire.cutAll();
  await cutOff(page);
  await page.reload();
  await put(page, competitor, two, '2.5');
  await queued(page, 1);
  await running.close();

  running = await profile.start();
  page = await running.open(`${wire.url}/marking`);
  await queued(page, 1);
  assert.equal(await page.locator('text=Somebody Secret').count(), 0, 'names are not kept');
  wire.target = venue.base;
  await live(page);
  await allStored(page);
  await running.kill();
  await profile.remove();
  await wire.close();
  const { values, entries } = await truthOf(venue, cookie, skill);
  assert.deepEqual([...values.values()].sort(), ['1.25', '2.5']);
  assert.equal(entries, 2);
});

test('a new version is shown, waits for what is being typed, and is applied then', async () => {
  const at = await tablet();
  const { page, wire, skill } = at;
  await until(page, 'the page to be kept', () => navigator.serviceWorker.controller !== null);
  const [competitor] = venue.competitors(skill);
  const [{ sub, id }] = venue.aspects;
  wire.rewrite = (path, body) =>
    path === '/service-worker.js'
      ? Buffer.from(String(body).replace(/VERSION = "/, 'VERSION = "newer-'))
      : body;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/marking')).update());
  const use = page.locator('.notice button', { hasText: 'Use it now' });
  await use.waitFor();

  await page.click(`[data-competitor="${competitor}"]`);
  await page.click(`[data-sub="${sub}"]`);
  await page.fill(`form[data-entry="${id}"] .number-entry input`, '3');
  await page.evaluate(() => (globalThis.thisPage = true));
  await use.click();
  assert.equal(await page.inputValue(`form[data-entry="${id}"] .number-entry input`), '3');
  assert.ok(await page.evaluate(() => globalThis.thisPage), 'not while something is typed');

  await page.click(`form[data-entry="${id}"] button.submit`);
  await until(page, 'the new page', () => !globalThis.thisPage && document.querySelector('.badge.live'));
  const versions = await page.evaluate(() => caches.keys());
  assert.ok(
    versions.some((name) => name.includes('newer-')),
    versions.join(),
  );
  await allStored(page);
  assert.equal((await truthOf(venue, cookie, skill)).values.size, 1);
  await close(at);
});

test('a server with a newer protocol: entries stay, and a new page is offered', async () => {
  const at = await tablet();
  const { page, wire, skill } = at;
  const [competitor] = venue.competitors(skill);
  wire.message = (text, fromServer) => (fromServer ? text.replace('"protocol":1', '"protocol":2') : text);
  wire.cutAll();
  await page.waitForSelector('.notice.bad button.primary');
  await put(page, competitor, venue.aspects[0], '4');
  await queued(page, 1);
  wire.message = null;
  await page.click('.notice.bad button.primary');
  await live(page);
  await allStored(page);
  assert.deepEqual([...(await truthOf(venue, cookie, skill)).values.values()], ['4']);
  await close(at);
});

test('a server restored from a backup gets what it has forgotten, corrections included, once', async () => {
  const skill = used++;
  const at = await tablet({ skill });
  const { page, wire } = at;
  const [first, second] = venue.competitors(skill);
  const [a, b] = venue.aspects;
  await put(page, first, a, '1');
  await allStored(page);
  const copy = join(venue.data, '..', 'older');
  await venue.backup(copy);
  await put(page, first, b, '2');
  await put(page, second, a, '3');
  await allStored(page);
  await correct(page, first, a, '1.5');
  await correct(page, second, a, '3.5');
  await correct(page, second, a, '3.75');
  await allStored(page);

  await venue.stop();
  await cutOff(page);
  await put(page, second, b, '4');
  await venue.restart(copy);
  wire.target = venue.base;
  await live(page);
  await page.waitForSelector('[data-returned="5"]').catch(async (error) => {
    throw new Error(await page.evaluate(() => document.body.innerText), { cause: error });
  });
  await allStored(page);
  cookie = await venue.cookie();
  const { values, entries } = await truthOf(venue, cookie, skill);
  assert.deepEqual(Object.fromEntries(values), {
    [`${first} ${a.id}`]: '1.5',
    [`${first} ${b.id}`]: '2',
    [`${second} ${a.id}`]: '3.75',
    [`${second} ${b.id}`]: '4',
  });
  assert.equal(entries, 7);
  assert.equal(await page.locator('[data-status=refused]').count(), 0);
  await close(at);
});

test('another server that does not know the device at all: after pairing again what it has not is offered', async () => {
  const skill = used++;
  const copy = join(venue.data, '..', 'before-pairing');
  await venue.backup(copy);
  const at = await tablet({ skill });
  const { page, wire } = at;
  const [first, second] = venue.competitors(skill);
  const [a] = venue.aspects;
  await put(page, first, a, '1');
  await put(page, second, a, '2');
  await correct(page, second, a, '2.5');
  await allStored(page);
  await venue.stop();
  await venue.restart(copy);
  wire.target = venue.base;
  cookie = await venue.cookie();
  await page.locator('.notice.bad button.primary').click();
  await pairByForm(page, await venue.code(cookie, skill));
  await page.waitForSelector('[data-unsent="3"]');
  await page.locator('.notice:has([data-unsent]) button').first().click();
  await page.click(`[data-competitor="${second}"]`);
  await page.locator('.state:has([data-status=stored]) .value', { hasText: '2.5' }).waitFor();
  await allStored(page);
  const { values, entries } = await truthOf(venue, cookie, skill);
  assert.deepEqual(Object.fromEntries(values), { [`${first} ${a.id}`]: '1', [`${second} ${a.id}`]: '2.5' });
  assert.equal(entries, 3);
  await close(at);
});

for (const [name, years] of [
  ['behind', -10],
  ['ahead', 10],
]) {
  test(`a clock ten years ${name} changes nothing but a note`, async () => {
    const skill = used++;
    const prepare = (page) => page.context().addInitScript(shiftClock, years * 365 * 86_400_000);
    const at = await tablet({ skill, prepare });
    const { page } = at;
    await page.locator('.notice', { hasText: 'clock' }).waitFor();
    const [competitor] = venue.competitors(skill);
    await put(page, competitor, venue.aspects[0], '2');
    await correct(page, competitor, venue.aspects[0], '2.25');
    await allStored(page);
    await page.reload();
    await live(page);
    await allStored(page);
    const { values, entries } = await truthOf(venue, cookie, skill);
    assert.deepEqual([[...values.values()], entries], [['2.25'], 2]);
    await close(at);
  });
}

function shiftClock(by) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() + by);
      else super(...given);
    }

    static now() {
      return Real.now() + by;
    }
  };
}

test('storage that is refused is said before anything can be typed', async () => {
  const page = await browser.open('/', { base: venue.base, language: 'en' });
  await page.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { get: () => undefined }));
  await page.goto(`${venue.base}/marking`);
  await page.fill('input[name=code]', await venue.code(cookie, 0));
  await page.click('form button.primary');
  await page.locator('.notice.bad', { hasText: 'cannot keep entries' }).waitFor();
  await page.waitForSelector('.badge.live');
  assert.equal(await page.locator('[data-competitor]').count(), 0);
  await page.context().close();
});

test('storage that is full is said before anything can be typed, and room can be made', async () => {
  const page = await browser.open('/', { base: venue.base, language: 'en' });
  const devtools = await page.context().newCDPSession(page);
  const quota = (quotaSize) =>
    devtools.send('Storage.overrideQuotaForOrigin', { origin: venue.base, ...(quotaSize && { quotaSize }) });
  await quota(1);
  await page.goto(`${venue.base}/marking`);
  await page.fill('input[name=code]', await venue.code(cookie, 0));
  await page.click('form button.primary');
  const notice = page.locator('.notice.bad', { hasText: 'no room left' });
  await notice.waitFor();
  await page.waitForSelector('.badge.live');
  assert.equal(await page.locator('[data-competitor]').count(), 0);
  await quota();
  await notice.locator('button').click();
  await page.waitForSelector('[data-competitor]');
  assert.equal(await notice.count(), 0);
  await page.context().close();
});

test('two tablets for one expert: nothing is doubled, and the second one for a place is told', async () => {
  const skill = used++;
  const one = await tablet({ skill });
  const two = await tablet({ skill });
  const [first, second] = venue.competitors(skill);
  const [a] = venue.aspects;
  for (const { wire, page } of [one, two]) {
    wire.target = 'http://127.0.0.1:1';
    wire.cutAll();
    await cutOff(page);
  }
  await put(one.page, first, a, '1');
  await put(two.page, first, a, '2');
  await put(two.page, second, a, '3');
  one.wire.target = venue.base;
  await live(one.page);
  await allStored(one.page);
  two.wire.target = venue.base;
  await live(two.page);
  await two.page.locator('.notice.bad', { hasText: 'needs attention' }).waitFor();
  await allStored(two.page);
  const { values, entries } = await truthOf(venue, cookie, skill);
  assert.deepEqual(Object.fromEntries(values), { [`${first} ${a.id}`]: '1', [`${second} ${a.id}`]: '3' });
  assert.equal(entries, 2);
  await close(one);
  await close(two);
});

test('the recovery file holds what is queued and what is stored, and its mac can be checked', async () => {
  const at = await tablet();
  const { page, wire, skill } = at;
  const [competitor] = venue.competitors(skill);
  const [a, b] = venue.aspects;
  await put(page, competitor, a, '1');
  await allStored(page);
  wire.target = 'http://127.0.0.1:1';
  wire.cutAll();
  await cutOff(page);
  await put(page, competitor, b, '2');
  await correct(page, competitor, b, '2.5');
  await page.locator('.tools button', { hasText: 'This device' }).click();
  const download = page.waitForEvent('download');
  await page.locator('dialog button', { hasText: 'recovery file' }).click();
  const file = JSON.parse(await readFile(await (await download).path(), 'utf8'));
  const { token, device } = await page.evaluate(() => JSON.parse(localStorage.getItem('jinbang.pairing')));
  assert.equal(file.device, device);
  assert.equal(file.skill, venue.skill(skill));
  const values = file.entries.map(({ aspect, value, corrects_sequence }) => [
    aspect,
    value,
    corrects_sequence,
  ]);
  assert.deepEqual(values, [
    [a.id, '1', undefined],
    [b.id, '2', undefined],
    [b.id, '2.5', file.entries[1].sequence],
  ]);
  const rows = file.entries.map((entry) => [
    entry.sequence,
    entry.competitor,
    entry.aspect,
    entry.value,
    entry.corrects ?? 0,
    entry.corrects_sequence ?? 0,
    entry.reason ?? '',
    entry.made_at,
    entry.confirms ?? 0,
  ]);
  const text = JSON.stringify([
    file.format,
    file.competition,
    file.device,
    file.expert,
    file.skill,
    file.made_at,
    rows,
  ]);
  const key = createHash('sha256')
    .update(token.slice(token.indexOf('.') + 1))
    .digest('hex');
  assert.equal(file.mac, createHmac('sha256', key).update(text).digest('hex'));
  await close(at);
});

/** Through the dialog; the value of a correction can look unlikely too. */
async function correct(page, competitor, { sub, id }, value) {
  await page.click(`[data-competitor="${competitor}"]`);
  await page.click(`[data-sub="${sub}"]`);
  await page.click(`#aspect-${id.replace('.', '\\.')} .actions .button`);
  await page.fill('dialog .number-entry input', value);
  await page.locator('dialog .quick button').first().click();
  await page.click('dialog button.submit');
  await page.waitForSelector('dialog', { state: 'detached' });
}
