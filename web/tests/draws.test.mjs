import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, violations } from './support/browser.mjs';
import { judge } from './support/judges.mjs';
import { serveWithDraws } from './support/ownServer.mjs';
import { ask, signIn } from './support/server.mjs';
import { program } from './support/settings.mjs';

const DRAWS = '/desk#results/tiny/cable-making/draws';
const skip = !program && 'JINBANG_PROGRAM is not set';

let browser;
let server;
let cookie;
before(async () => {
  if (skip) return;
  browser = await openBrowser();
  server = await serveWithDraws();
  cookie = await signIn(server.password, server.base);
  const page = await browser.open('/', { base: server.base });
  const tiny = { competition: 'tiny', skill: 'cable-making', competitors: 4, alike: true };
  await judge(page, { base: server.base, cookie, ...tiny });
  await page.context().close();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function signedIn(path, options) {
  const page = await browser.open(path, { base: server.base, ...options });
  await page.fill('input[name=password]', server.password);
  await page.click('form button.primary');
  return page;
}

test(
  'a draw is committed, cancelled with a reason, committed again by somebody else, and revealed',
  { skip },
  async () => {
    const page = await signedIn(DRAWS, { language: 'en' });
    await page.waitForSelector('[data-tie]');
    const tied = (await page.getAttribute('[data-tie]', 'data-tie')).split(',');
    assert.equal(tied.length, 4);
    await page.click('[data-tie] button');
    const open = '[data-draw="1"][data-state=open]';
    await page.waitForSelector(open);
    assert.match(await page.getAttribute(`${open} [data-digits]`, 'data-digits'), /^[0-9a-f]{64}$/);
    assert.equal((await page.textContent(`${open} .first`)).length, 8);
    await page.waitForSelector('[data-tie]', { state: 'detached' });
    assert.deepEqual(await violations(page), []);

    await page.click(`${open} .cancel`);
    await page.fill('dialog input[name=reason]', 'a die fell off the table');
    await page.click('dialog [data-action=confirm]');
    const cancelled = page.locator('[data-draw="1"][data-state=cancelled]');
    await cancelled.waitFor();
    assert.match(await cancelled.textContent(), /a die fell off the table/);

    await page.waitForSelector('[data-tie]');
    // Somebody else is faster, and this page has not heard of it.
    await page.route('**/api/draws/tiny/*', () => undefined);
    const body = { competition: 'tiny', skill: 'cable-making', competitors: tied };
    await ask('POST', '/api/draws', { body, cookie, base: server.base });
    await page.click('[data-tie] button');
    await page.waitForSelector('main .notice.bad[role=alert]');
    await page.unroute('**/api/draws/tiny/*');
    await page.reload();
    const second = page.locator('[data-draw="2"]');
    await second.locator('form').waitFor();
    const reveal = second.locator('[data-action=reveal]');
    assert.ok(await reveal.isDisabled(), 'no reveal without a witness');
    await second.getByRole('button', { name: 'Another witness' }).click();
    await second.locator('select').nth(0).selectOption('CM-E02');
    await second.getByLabel('Value of witness 1').fill('4 1 6');
    await second.locator('select').nth(1).selectOption('CM-E03');
    await second.getByLabel('Value of witness 2').fill('北京');
    await reveal.click();
    await page.waitForSelector('[data-draw="2"][data-state=revealed]');
    const order = await second
      .locator('[data-drawn]')
      .evaluateAll((all) => all.map((one) => one.dataset.drawn));
    assert.deepEqual(order.toSorted(), tied.toSorted());
    assert.deepEqual(await violations(page), []);

    const { content } = await ask('GET', '/api/draws/tiny/cable-making', { cookie, base: server.base });
    assert.deepEqual(content.draws[1].order, order);
    assert.deepEqual(content.draws[1].witnesses[1], { expert: 'CM-E03', value: '北京' });

    await page.click('[data-tab=standings]');
    await page.waitForSelector('tr[data-competitor]');
    const standing = await page.$$eval('tr[data-competitor]', (rows) =>
      rows.map((row) => `${row.querySelector('.rank').textContent} ${row.dataset.competitor}`),
    );
    assert.deepEqual(
      standing,
      order.map((id, index) => `${index + 1} ${id}`),
    );
    assert.deepEqual(page.faults, []);
    await page.context().close();
  },
);

test('the record can be downloaded', { skip }, async () => {
  const page = await signedIn(DRAWS);
  await page.waitForSelector('a[download]');
  const coming = page.waitForEvent('download');
  await page.click('a[download]');
  assert.equal((await coming).suggestedFilename(), 'draws.json');
  await page.context().close();
});
