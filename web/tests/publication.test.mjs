import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, overflow, violations } from './support/browser.mjs';
import { serveForDesk } from './support/ownServer.mjs';
import { ask, signIn } from './support/server.mjs';
import { program } from './support/settings.mjs';
import { openTablet } from './support/tablet.mjs';

const skip = !program && 'JINBANG_PROGRAM is not set';

const CARD = 'a[href$="/tiny/cable-making"]';

let browser;
let server;
let where;
before(async () => {
  if (skip) return;
  browser = await openBrowser();
  server = await serveForDesk();
  const cookie = await signIn(server.password, server.base);
  where = { base: server.base, cookie, competition: 'tiny', skill: 'cable-making' };
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function shown() {
  const { content } = await ask('GET', '/api/competitions', { base: server.base });
  const skill = content.competitions[0].skills.find(({ id }) => id === 'cable-making');
  return `${skill.label.kind} ${skill.progress?.done}`;
}

test(
  'the desk freezes a board, and two people publish it: one at the desk, one on a tablet',
  { skip },
  async () => {
    const judge = await openTablet({ ...where, expert: 'CM-E02' });
    const chief = await openTablet({ ...where, expert: 'CM-C01' });
    const mark = (competitor) => ({ type: 'submit', competitor, aspect: 'A1.M1', value: '1' });
    await judge.say(mark('CM-01'));

    const page = await browser.open('/desk#judging/tiny/cable-making/publication', {
      base: server.base,
      language: 'en',
    });
    await page.fill('input[name=password]', server.password);
    await page.click('form button.primary');
    await page.waitForSelector('[data-label=live] [data-shown="1"]');
    assert.equal(await page.locator('[data-action=propose-publishing]').count(), 0, 'nothing is held back');
    assert.deepEqual(await violations(page), []);

    await page.click('[data-action=freeze]');
    assert.match(await page.textContent('dialog'), /stays as it is/);
    await page.click('dialog [data-action=confirm]');
    await page.waitForSelector('[data-label=frozen][data-held=frozen]');
    await judge.say(mark('CM-02'));
    await page.waitForFunction(() => document.body.innerText.includes('2 of '));
    assert.equal(await page.getAttribute('[data-shown]', 'data-shown'), '1');
    assert.equal(await shown(), 'frozen 1');
    const home = await browser.open('/', { base: server.base, language: 'en', size: 'phone' });
    await home.waitForSelector(`${CARD} [data-label=frozen]`);
    assert.match(await home.textContent(CARD), /Frozen since \d/);
    assert.deepEqual(await violations(home), []);
    assert.equal(await page.locator('[data-action=freeze]').count(), 0);

    await page.click('[data-action=propose-publishing]');
    assert.ok(await page.isDisabled('dialog [data-action=confirm]'), 'a reason is wanted');
    await page.fill('dialog input[name=reason]', 'The result was announced');
    await page.click('dialog [data-action=confirm]');
    await page.waitForSelector('[data-proposal="1"][data-state=open]');
    assert.equal(await page.locator('[data-action=confirm-proposal]').count(), 0, 'nobody is two people');
    assert.equal(await page.locator('[data-action=reject-proposal]').count(), 1);
    assert.deepEqual(await violations(page), []);
    assert.equal(await overflow(page), 0);
    assert.equal(await shown(), 'frozen 1');

    await chief.say({ type: 'confirm', proposal: 1 });
    await page.waitForSelector('[data-label=live][data-held=published] [data-shown="2"]');
    assert.equal(await shown(), 'live 2');
    await home.waitForSelector(`${CARD} [data-label=live]`);
    assert.deepEqual(page.faults, []);
    await home.context().close();
    judge.close();
    chief.close();
    await page.context().close();
  },
);

test('a chief expert proposes on the tablet, in Chinese and on a phone', { skip }, async () => {
  await ask('POST', '/api/publication/freeze', {
    body: { competition: 'tiny', skill: 'cable-making' },
    cookie: where.cookie,
    base: server.base,
  });
  const chief = await openTablet({ ...where, expert: 'CM-C02' });
  await chief.say({ type: 'propose', what: { kind: 'publish' }, reason: '成绩已宣布' });
  const page = await browser.open('/desk#judging/tiny/cable-making/publication', {
    base: server.base,
    language: 'zh',
    size: 'phone',
  });
  await page.fill('input[name=password]', server.password);
  await page.click('form button.primary');
  await page.waitForSelector('[data-label=frozen]');
  assert.match(await page.textContent('main'), /自 .* 起定格/);
  assert.equal(await overflow(page), 0);
  assert.deepEqual(await violations(page), []);
  await page.click('[data-action=confirm-proposal]');
  await page.click('dialog [data-action=confirm]');
  await page.waitForSelector('[data-label=live][data-held=published]');
  assert.deepEqual(page.faults, []);
  chief.close();
  await page.context().close();
});
