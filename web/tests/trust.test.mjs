import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser, overflow, until, violations } from './support/browser.mjs';
import { serveWithTls } from './support/ownServer.mjs';

let server;
let folder;
let secure;
let stranger;
let trusting;

before(async () => {
  server = await serveWithTls();
  assert.ok(
    server,
    'this machine has no network, not even one of its own: these tests need an address besides 127.0.0.1',
  );
  secure = /marking\s+(https:\S+)\/marking/.exec(server.said)[1];
  folder = await mkdtemp(join(tmpdir(), 'jinbang-trust-'));
  const authority = join(folder, 'authority.pem');
  await writeFile(authority, await (await fetch(`${server.base}/trust/jinbang-ca.pem`)).text());
  [stranger, trusting] = await Promise.all([openBrowser(), openBrowser({ authority })]);
});
after(async () => {
  await Promise.all([stranger?.close(), trusting?.close()]);
  await server?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('a tablet that trusts the authority has a secure context and keeps the app', async () => {
  const page = await trusting.open('/marking', { base: secure });
  await page.waitForSelector('input[name=code]');
  assert.equal(await page.evaluate(() => isSecureContext), true);
  // A service worker is only taken over TLS without any fault.
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  assert.ok(scope.startsWith(secure), scope);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a tablet that does not trust it is not let in over TLS, and has no secure context without', async () => {
  await assert.rejects(stranger.open('/marking', { base: secure }), /ERR_CERT_AUTHORITY_INVALID/);
  const page = await stranger.open('/marking', { base: server.base });
  await page.waitForSelector('input[name=code]');
  assert.equal(await page.evaluate(() => isSecureContext), false);
  await page.context().close();
});

test('the trust page shows the fingerprint that the server printed', async () => {
  const page = await stranger.open('/trust', { base: server.base });
  const shown = await page.textContent('.fingerprint');
  assert.equal(shown, /SHA-256\s+(\S+)/.exec(server.said)[1]);
  assert.ok(server.said.includes(`${server.base}/trust`));
  await page.context().close();
});

for (const [who, opened] of [
  ['trusts', () => trusting],
  ['does not trust', () => stranger],
]) {
  test(`the trust page finds out that a device ${who} the server`, async () => {
    const page = await opened().open('/trust', { base: server.base });
    await page.click('.check button');
    const found = await page.waitForSelector('.check .notice');
    assert.equal(await found.evaluate((notice) => notice.classList.contains('good')), who === 'trusts');
    if (who === 'trusts') {
      await page.click('.check a');
      await page.waitForSelector('input[name=code]');
      assert.equal(page.url(), `${secure}/marking`);
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}

test('the steps of this device are open, and its file is there', async () => {
  const page = await stranger.open('/trust', { base: server.base });
  await page.waitForSelector('details[open]');
  assert.deepEqual(await page.$$eval('details[open]', (all) => all.map((one) => one.dataset.platform)), [
    'linux',
  ]);
  for (const href of await page.$$eval('details a', (all) => all.map((one) => one.href))) {
    assert.equal((await fetch(href)).status, 200, href);
  }
  await page.context().close();
});

test('trust: axe is content in both languages and colour schemes, and a phone needs no sideways scrolling', async () => {
  const page = await stranger.open('/trust', { base: server.base, size: 'phone' });
  for (const language of ['zh', 'en']) {
    await page.evaluate((one) => localStorage.setItem('jinbang.language', one), language);
    for (const scheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.reload();
      await page.waitForSelector('.fingerprint');
      await page.click('.check button');
      await page.waitForSelector('.check .notice');
      await page.$$eval('details', (all) => all.forEach((one) => (one.open = true)));
      assert.deepEqual(await violations(page), [], `${language} ${scheme}`);
      assert.ok((await overflow(page)) <= 0, `${language} overflows`);
    }
  }
  await page.context().close();
});

test('where there is no TLS the page says so', async () => {
  const page = await stranger.open('/trust');
  await page.waitForSelector('.notice');
  assert.equal(await page.locator('.check').count(), 0);
  await until(page, 'a title', () => document.title.includes('·'));
  await page.context().close();
});
