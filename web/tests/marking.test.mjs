import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, until } from './support/browser.mjs';
import {
  allStored,
  BUTTONS,
  enter,
  findOpen,
  JUDGEMENT,
  live,
  MEASUREMENT,
  pairByForm,
  position,
  status,
} from './support/marking.mjs';
import { openProxy } from './support/proxy.mjs';
import { freshCode, liveSkill } from './support/server.mjs';
import { pairingCodes } from './support/settings.mjs';

let browser;
let skill;
before(async () => {
  browser = await openBrowser();
  skill = await liveSkill();
});
after(() => browser.close());

async function code() {
  const given = pairingCodes.findIndex((one) => one.skill === skill.id && one.role === 'expert');
  return given < 0 ? freshCode(skill.id) : pairingCodes.splice(given, 1)[0].code;
}

async function done(page, wire) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
  await wire?.close();
}

test('a wrong code is refused in words', async () => {
  const page = await browser.open('/marking');
  await page.fill('input[name=code]', 'ZZZZZZ');
  await page.click('form button.primary');
  await page.waitForSelector('.notice.bad');
  await done(page);
});

test('a code in the fragment is taken out of the address at once', async () => {
  const page = await browser.open(`/marking#pair=${await code()}&competition=x`);
  await until(page, 'the fragment to go', () => location.hash === '');
  await page.click('form button.primary');
  await page.waitForSelector('[data-competitor]');
  await done(page);
});

test('a measurement and a judgement score are stored, with their positions', async () => {
  const page = await browser.open('/marking');
  await pairByForm(page, await code());
  const measured = await findOpen(page, MEASUREMENT);
  await enter(page, measured.aspect);
  await page.waitForSelector(status(measured.aspect, 'stored'));
  const first = await position(page, measured.aspect);
  assert.ok(first > 0);
  const judged = await findOpen(page, JUDGEMENT);
  await enter(page, judged.aspect, 1);
  await page.waitForSelector(status(judged.aspect, 'stored'));
  assert.ok((await position(page, judged.aspect)) > first);
  await done(page);
});

test('queued while the network is away, kept by a reload, stored when it is back', async () => {
  const wire = await openProxy();
  const page = await browser.open('/marking', { base: wire.url, size: 'tablet' });
  await pairByForm(page, await code());
  const { competitor, sub, aspect } = await findOpen(page, MEASUREMENT);
  wire.cut('sockets');
  await page.waitForSelector('.badge:not(.live)');
  await enter(page, aspect);
  await page.waitForSelector(status(aspect, 'queued'));

  await page.reload();
  await until(
    page,
    'one queued entry',
    () => document.querySelector('[data-queued]')?.dataset.queued === '1',
  );
  await page.click(`[data-competitor="${competitor}"]`);
  await page.click(`[data-sub="${sub}"]`);
  await page.waitForSelector(status(aspect, 'queued'));

  wire.cut('nothing');
  await page.waitForSelector(status(aspect, 'stored'));
  assert.ok((await position(page, aspect)) > 0);
  await allStored(page);
  await done(page, wire);
});

test('a lost receipt neither loses nor doubles the entry', async () => {
  const wire = await openProxy();
  const page = await browser.open('/marking', { base: wire.url });
  await pairByForm(page, await code());
  const { competitor, sub, aspect } = await findOpen(page, MEASUREMENT);
  wire.cut('answers');
  await enter(page, aspect);
  await page.waitForSelector(status(aspect, 'queued'));
  wire.cut('everything');
  await page.waitForSelector('.badge:not(.live)');
  wire.cut('nothing');
  await page.waitForSelector(status(aspect, 'stored'));
  await allStored(page);
  const stored = await position(page, aspect);
  await page.reload();
  await live(page);
  await page.click(`[data-competitor="${competitor}"]`);
  await page.click(`[data-sub="${sub}"]`);
  await page.waitForSelector(status(aspect, 'stored'));
  assert.equal(await position(page, aspect), stored);
  assert.equal(await page.locator('[data-status=refused]').count(), 0);
  await done(page, wire);
});

test('a correction needs a reason and gets a position of its own', async () => {
  const page = await browser.open('/marking', { language: 'en' });
  await pairByForm(page, await code());
  const { aspect } = await findOpen(page, BUTTONS);
  await enter(page, aspect, 0);
  await page.waitForSelector(status(aspect, 'stored'));
  const first = await position(page, aspect);
  await page.click(`#aspect-${aspect.replace(/[^\w-]/g, '\\$&')} .actions .button`);
  const dialog = page.locator('dialog');
  await dialog.locator('label.option').nth(1).click();
  assert.ok(await dialog.locator('button.submit').isDisabled(), 'not without a reason');
  await dialog.locator('.quick button').first().click();
  await dialog.locator('button.submit').click();
  await page.waitForSelector('dialog', { state: 'detached' });
  await until(
    page,
    'the position of the correction',
    ([id, old]) =>
      Number(document.getElementById(`aspect-${id}`)?.querySelector('[data-position]')?.dataset.position) >
      old,
    [aspect, first],
  );
  await allStored(page);
  await done(page);
});

test('two tabs of one device never take the same sequence', async () => {
  const page = await browser.open('/marking');
  await pairByForm(page, await code());
  const { competitor, sub, aspect } = await findOpen(page, MEASUREMENT);
  const other = await browser.open('/marking', { context: page.context() });
  await live(other);
  await other.click(`[data-competitor="${competitor}"]`);
  await other.click(`[data-sub="${sub}"]`);
  await other.waitForSelector(`form[data-entry="${aspect}"]`);
  await enter(page, aspect);
  await other.waitForSelector(status(aspect, 'stored'));
  const next = await findOpen(other, MEASUREMENT);
  await enter(other, next.aspect);
  await other.waitForSelector(status(next.aspect, 'stored'));
  await allStored(page);
  assert.equal(await other.locator('[data-status=refused]').count(), 0);
  await done(page);
});
