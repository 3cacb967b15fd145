import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clean, identify, openOffice, personOf } from './support/honours.mjs';
import { program } from './support/settings.mjs';

const skip = !program && 'JINBANG_PROGRAM is not set';

const pageOf = (competitor) => `/honours#people/${encodeURIComponent(personOf(competitor))}`;
const NUMBER = '11010519491231002X';

let room;
before(async () => {
  if (skip) return;
  room = await openOffice();
  await room.sign();
  await room.act([identify('S-3')]);
});
after(() => room?.close());

/** Answers the dialog that asks for a reason, or whether one is sure. */
async function answer(page, reason) {
  if (reason) await page.fill('dialog input[name=reason]', reason);
  await page.click('dialog [data-action=confirm]');
  await page.waitForSelector('dialog', { state: 'detached' });
}

test('people are found, and each has a page from result to nomination', { skip }, async () => {
  const page = await room.page('/honours#people', 'Li', { size: 'phone' });
  await page.waitForSelector(`[data-person="${personOf('S-3')}"]`);
  await clean(page);
  const all = await page.locator('[data-person]').count();
  assert.ok(all > 1, `${all} people`);
  await page.fill('input[name=search]', 's-3');
  await page.waitForSelector('[data-found="1"]');
  await page.fill('input[name=search]', 'nobody at all');
  await page.waitForSelector('[data-found="0"]');
  await clean(page);
  await page.fill('input[name=search]', 'S-3');
  await page.click(`[data-person="${personOf('S-3')}"] a`);
  await page.waitForSelector(`[data-person-page="${personOf('S-3')}"]`);
  await page.waitForSelector('[data-chain=verdicts] li');
  await page.waitForSelector('[data-chain=nominations] a[href="#nomination/1"]');
  await clean(page);
});

/** Keeps back every reading of a person's page until it is released. */
async function holdReading(page) {
  const path = /\/api\/honours\/people\/[^/]+$/;
  let letGo;
  const released = new Promise((resolve) => (letGo = resolve));
  const asked = new Promise((resolve) => {
    void page.route(path, async (route) => {
      if (route.request().method() === 'GET') {
        resolve();
        await released;
      }
      await route.continue();
    });
  });
  return { asked, release: letGo };
}

test('personal data is entered, masked, shown for a reason, and erased by two', { skip }, async () => {
  const [first, second] = [
    await room.page(pageOf('S-3'), 'Wang'),
    await room.page(pageOf('S-3'), 'Zhao', { language: 'zh', scheme: 'dark', size: 'tablet' }),
  ];
  await first.click('[data-action=edit]');
  await first.fill('input[name=national_id]', '110105194912310021');
  await first.fill('input[name=employer]', 'Valve works');
  await first.selectOption('select[name=fact-level]', 'senior');
  await clean(first);
  await first.click('[data-action=save]');
  await first.waitForSelector('input[name=national_id][aria-invalid=true]');
  await first.fill('input[name=national_id]', NUMBER);
  await first.click('[data-action=save]');
  await first.waitForSelector('[data-data=masked]');
  assert.equal(await first.textContent('[data-field=national_id]'), '••••2X');
  assert.equal(await first.textContent('[data-fact=level]'), '••');
  await first.click('[data-action=reveal]');
  await answer(first, 'form 3 of the province');
  await first.waitForSelector('[data-data=whole]');
  assert.equal(await first.textContent('[data-field=national_id]'), NUMBER);
  await clean(first);
  await first.click('[data-action=edit]');
  assert.equal(await first.inputValue('input[name=employer]'), 'Valve works');
  await first.fill('input[name=employer]', '');
  const held = await holdReading(first);
  await first.click('[data-action=save]');
  await held.asked;
  // What was known before the change is not shown again for a moment.
  assert.equal(await first.locator('[data-data=masked]').count(), 0);
  held.release();
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
  const page = await room.page(pageOf('S-4'), 'Sun');
  await page.click('[data-action=merge]');
  await page.selectOption('select[name=into]', personOf('S-3'));
  await page.fill('dialog input[name=reason]', 'the same card');
  assert.ok(await page.isDisabled('dialog [data-action=confirm]'), 'one must be sure');
  await page.check('input[name=sure]');
  await clean(page);
  await page.click('dialog [data-action=confirm]');
  await page.waitForSelector(`[data-person-page="${personOf('S-3')}"] >> text=${personOf('S-4')}`);
  await page.waitForSelector('[data-deed=merged]');
});
