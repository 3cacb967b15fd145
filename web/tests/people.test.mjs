import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, overflow, violations } from './support/browser.mjs';
import { signAll } from './support/ceremony.mjs';
import { addOfficer, enterOffice, FINAL, serveOffice, signInAsOfficer } from './support/honours.mjs';
import { ask, signIn } from './support/server.mjs';
import { program } from './support/settings.mjs';

const skip = !program && 'JINBANG_PROGRAM is not set';
const person = (competitor) => `${FINAL.competition}:${competitor}`;
const pageOf = (competitor) => `/honours#people/${encodeURIComponent(person(competitor))}`;
const NUMBER = '11010519491231002X';

let browser;
let server;
let tablets;
let cookie;
before(async () => {
  if (skip) return;
  browser = await openBrowser();
  server = await serveOffice();
  cookie = await signIn(server.password, server.base);
  tablets = await signAll({ base: server.base, cookie });
  const session = await signInAsOfficer(server, 'Registrar', await newOfficer('Registrar'));
  const identify = (competitor) => ({
    what: 'identify',
    person: person(competitor),
    ...FINAL,
    competitor,
    programme: 'city-star',
    category: 'star',
    year: 2026,
  });
  const body = { acts: [identify('S-3')] };
  await ask('POST', '/api/honours', { body, cookie: session, base: server.base });
});
after(async () => {
  for (const tablet of Object.values(tablets ?? {})) tablet.close();
  await browser?.close();
  await server?.close();
});

const newOfficer = (officer) => addOfficer({ base: server.base, cookie }, officer);

async function office(path, officer, options = {}) {
  const page = await browser.open(path, { base: server.base, language: 'en', ...options });
  await enterOffice(page, officer, await newOfficer(officer));
  return page;
}

async function clean(page) {
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.faults, []);
  assert.equal(await overflow(page), 0);
}

/** Answers the dialog that asks for a reason, or whether one is sure. */
async function answer(page, reason) {
  if (reason) await page.fill('dialog input[name=reason]', reason);
  await page.click('dialog [data-action=confirm]');
  await page.waitForSelector('dialog', { state: 'detached' });
}

test('people are found, and each has a page from result to nomination', { skip }, async () => {
  const page = await office('/honours#people', 'Li', { size: 'phone' });
  await page.waitForSelector(`[data-person="${person('S-3')}"]`);
  await clean(page);
  const all = await page.locator('[data-person]').count();
  assert.ok(all > 1, `${all} people`);
  await page.fill('input[name=search]', 's-3');
  await page.waitForSelector('[data-found="1"]');
  await page.fill('input[name=search]', 'nobody at all');
  await page.waitForSelector('[data-found="0"]');
  await clean(page);
  await page.fill('input[name=search]', 'S-3');
  await page.click(`[data-person="${person('S-3')}"] a`);
  await page.waitForSelector(`[data-person-page="${person('S-3')}"]`);
  await page.waitForSelector('[data-chain=verdicts] li');
  await page.waitForSelector('[data-chain=nominations] a[href="#nomination/1"]');
  await clean(page);
});

test('personal data is entered, masked, shown for a reason, and erased by two', { skip }, async () => {
  const [first, second] = [
    await office(pageOf('S-3'), 'Wang'),
    await office(pageOf('S-3'), 'Zhao', { language: 'zh', scheme: 'dark', size: 'tablet' }),
  ];
  await first.click('[data-action=edit]');
  await first.fill('input[name=national_id]', '110105194912310021');
  await first.fill('input[name=employer]', 'Valve works');
  await clean(first);
  await first.click('[data-action=save]');
  await first.waitForSelector('input[name=national_id][aria-invalid=true]');
  await first.fill('input[name=national_id]', NUMBER);
  await first.click('[data-action=save]');
  await first.waitForSelector('[data-data=masked]');
  assert.equal(await first.textContent('[data-field=national_id]'), '••••2X');
  await first.click('[data-action=reveal]');
  await answer(first, 'form 3 of the province');
  await first.waitForSelector('[data-data=whole]');
  assert.equal(await first.textContent('[data-field=national_id]'), NUMBER);
  await clean(first);
  await first.click('[data-action=edit]');
  assert.equal(await first.inputValue('input[name=employer]'), 'Valve works');
  await first.fill('input[name=employer]', '');
  await first.click('[data-action=save]');
  await first.waitForSelector('[data-data=masked]');
  assert.equal(await first.locator('[data-field=employer]').count(), 0);
  await first.click('[data-action=erase]');
  await answer(first, 'asked for by the person');
  await first.waitForSelector('[data-action=withdraw-erasure]');
  assert.equal(await first.locator('[data-action=confirm-erasure]').count(), 0);
  await clean(first);
  await second.click('[data-action=confirm-erasure]');
  await clean(second);
  await answer(second);
  await second.waitForSelector('[data-data=none]');
  await second.waitForSelector('[data-deed=erased]');
  await first.waitForSelector('[data-data=none]');
  await clean(second);
});

test('two ids are merged after a comparison', { skip }, async () => {
  const page = await office(pageOf('S-4'), 'Sun');
  await page.click('[data-action=merge]');
  await page.selectOption('select[name=into]', person('S-3'));
  await page.fill('dialog input[name=reason]', 'the same card');
  assert.ok(await page.isDisabled('dialog [data-action=confirm]'), 'one must be sure');
  await page.check('input[name=sure]');
  await clean(page);
  await page.click('dialog [data-action=confirm]');
  await page.waitForSelector(`[data-person-page="${person('S-3')}"] >> text=${person('S-4')}`);
  await page.waitForSelector('[data-deed=merged]');
});
