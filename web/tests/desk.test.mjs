import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { pairByForm } from './support/marking.mjs';
import { organiserPassword } from './support/settings.mjs';
import { experts, liveSkill, signIn } from './support/server.mjs';

let browser;
before(async () => (browser = await openBrowser()));
after(() => browser.close());

async function signedIn(options) {
  const page = await browser.open('/desk', options);
  await page.fill('input[name=password]', organiserPassword);
  await page.click('form button.primary');
  await page.waitForSelector('[data-expert]');
  return page;
}

test('a wrong password is refused', async () => {
  const page = await browser.open('/desk');
  await page.fill('input[name=password]', 'not the password');
  await page.click('form button.primary');
  await page.waitForSelector('.notice.bad');
  assert.equal(await page.locator('[data-expert]').count(), 0);
  await page.context().close();
});

test('a code pairs a device, and revoking it ends its session at once', async () => {
  const skill = await liveSkill();
  const all = await experts(await signIn());
  const { expert } = all.filter((one) => one.skill === skill.id && one.role === 'expert').at(-1);
  const desk = await signedIn();
  const row = `[data-expert="${expert}"]`;
  const already = await desk.locator(`${row} [data-device]`).count();
  await desk.click(`${row} .action button`);
  const code = await desk.getAttribute('[data-code]', 'data-code');
  const qr = await desk.getAttribute('dialog img', 'src');
  assert.match(code, /^[0-9A-Z]{6}$/);
  assert.match(qr, /^data:image\/svg\+xml/);
  await desk.waitForFunction(() => document.querySelector('dialog img').naturalWidth > 0);

  const tablet = await browser.open('/marking', { size: 'tablet' });
  await tablet.fill('input[name=device]', 'Tablet to be revoked');
  await pairByForm(tablet, code);
  await desk.waitForSelector('dialog .notice.good');
  await desk.keyboard.press('Escape');
  await desk.waitForSelector('dialog', { state: 'detached' });
  const device = desk.locator(`${row} [data-device]`, { hasText: 'Tablet to be revoked' }).last();
  await device.locator('.online').waitFor();
  await device.locator('button').click();
  await desk.click('[data-action=revoke]');
  await tablet.waitForSelector('.notice.bad[role=alert]');
  await tablet.waitForSelector('.badge.stopped');
  await desk.waitForSelector('dialog', { state: 'detached' });
  await desk.waitForFunction(
    ([selector, count]) => document.querySelectorAll(`${selector} [data-device]`).length === count,
    [row, already],
  );
  for (const page of [desk, tablet]) {
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});

test('a desk whose session has ended says so, and opens again', async () => {
  const page = await signedIn();
  await page.evaluate(() => fetch('/api/session', { method: 'DELETE' }));
  await page.waitForSelector('[data-session-ended]');
  assert.equal(await page.locator('[data-expert]').count(), 0, 'nothing of the desk stays');
  await page.fill('input[name=password]', organiserPassword);
  await page.click('form button.primary');
  await page.waitForSelector('[data-expert]');
  assert.equal(await page.locator('[data-session-ended]').count(), 0);
  await page.context().close();
});

test('signing out closes the desk', async () => {
  const page = await signedIn({ language: 'en' });
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForSelector('input[name=password]');
  await page.reload();
  await page.waitForSelector('input[name=password]');
  await page.context().close();
});
