import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, overflow, until, violations } from './support/browser.mjs';
import { FINAL, serveSigned, signAll } from './support/ceremony.mjs';
import { ask, signIn } from './support/server.mjs';
import { program } from './support/settings.mjs';

const skip = !program && 'JINBANG_PROGRAM is not set';
const BOARD = `/board/${FINAL.competition}/${FINAL.skill}`;
const DESK = `/desk#judging/${FINAL.competition}/${FINAL.skill}/ceremony`;

let browser;
let server;
let tablets;
let cookie;
before(async () => {
  if (skip) return;
  browser = await openBrowser();
  server = await serveSigned();
  cookie = await signIn(server.password, server.base);
  tablets = await signAll({ base: server.base, cookie });
});
after(async () => {
  for (const tablet of Object.values(tablets ?? {})) tablet.close();
  await browser?.close();
  await server?.close();
});

async function desk(options) {
  const page = await browser.open(DESK, { base: server.base, language: 'en', ...options });
  await page.fill('input[name=password]', server.password);
  await page.click('form button.primary');
  return page;
}

const screen = (options) => browser.open(`${BOARD}?screen=1`, { base: server.base, ...options });

/** Whom a screen shows as called just now, in its order. */
const newest = (page) => page.$$eval('article[data-called]', (all) => all.map((one) => one.dataset.called));

async function shows(page, ids) {
  await until(
    page,
    `${ids} on the screen`,
    (wanted) => {
      const all = [...document.querySelectorAll('article[data-called]')];
      return JSON.stringify(all.map((one) => one.dataset.called)) === JSON.stringify(wanted);
    },
    ids,
  );
}

async function atStep(page, step) {
  await page.waitForSelector(`[data-ceremony-step="${step}"][aria-busy=false]`);
}

async function checked(page, what) {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    assert.deepEqual(await violations(page), [], `${what}, ${scheme}`);
  }
  assert.equal(await overflow(page), 0, what);
}

test(
  'a result is shown step by step, on several screens at once, and then as a whole',
  { skip },
  async () => {
    const operator = await desk();
    await operator.waitForSelector('[data-step="4"]');
    assert.equal(await operator.locator('[data-step]').count(), 4, 'two are equal');
    await operator.fill('input[name=from]', '2');
    await until(
      operator,
      'those behind together',
      () => document.querySelectorAll('[data-step]').length === 3,
    );
    await checked(operator, 'the plan');
    await operator.fill('input[name=from]', '-3');
    await operator.waitForSelector('.from [role=alert]');
    assert.ok(await operator.isDisabled('[data-action=propose-ceremony]'));
    await operator.fill('input[name=from]', '');
    await operator.check('input[value=medals]');
    await until(operator, 'medals', () => document.querySelectorAll('[data-step]').length === 2);
    await operator.check('input[value=places]');
    await operator.waitForSelector('[data-step="4"]');
    await operator.click('[data-action=propose-ceremony]');
    await operator.fill('dialog input[name=reason]', 'The hall is full');
    await operator.click('dialog [data-action=confirm]');
    await operator.waitForSelector('[data-proposal="1"][data-state=open]');
    assert.equal(await operator.locator('[data-action=confirm-proposal]').count(), 0, 'nobody is two people');
    assert.equal(await operator.locator('input[name=reveal]').count(), 0, 'how it goes is proposed');
    await operator.waitForSelector('[data-step="4"]');
    await checked(operator, 'the proposal');
    await tablets['C-1'].say({ type: 'confirm', proposal: 1 });
    await atStep(operator, 0);

    const screens = [await screen({ language: 'zh' }), await screen({ language: 'en' })];
    const phone = await browser.open(BOARD, { base: server.base, language: 'zh', size: 'phone' });
    await screens[1].waitForSelector('.soon');
    assert.match(await screens[0].textContent('main'), /即将揭晓/);
    await checked(screens[0], 'before the first step');

    await operator.click('[data-action=next-step]');
    for (const one of screens) await shows(one, ['S-5']);
    await operator.keyboard.press('PageDown');
    await atStep(operator, 2);
    await operator.keyboard.press('ArrowRight');
    await atStep(operator, 3);
    for (const one of screens) await shows(one, ['S-3', 'S-4']);
    assert.match(await screens[0].textContent('.newest'), /第 2 名[^]*白喆[^]*88/);
    assert.match(await screens[1].textContent('.newest'), /2nd place[^]*Bai Zhe[^]*88/);
    assert.deepEqual(await screens[1].$$eval('.earlier .rank', (all) => all.map((one) => one.textContent)), [
      '4',
      '5',
    ]);
    assert.ok(!(await screens[1].textContent('main')).includes('Gulnar'), 'who was not called is not named');
    await checked(screens[1], 'two at once');
    await checked(operator, 'a running ceremony');
    await phone.waitForSelector('.row.called[data-competitor="S-3"]');
    assert.match(await phone.textContent('[data-announced]'), /第 2 名：白喆/);
    assert.match(await phone.textContent('[data-competitor="S-2"]'), /尚未揭晓/);
    assert.ok(!(await phone.textContent('[data-competitor="S-2"]')).includes('93'));
    await checked(phone, 'the board on a phone');

    await operator.keyboard.press('PageUp');
    for (const one of screens) await shows(one, ['S-1']);
    await operator.reload();
    await atStep(operator, 2);
    await operator.click('[data-action=next-step]');
    await operator.click('[data-ceremony-step="3"] [data-action=next-step]');
    await atStep(operator, 4);
    for (const one of screens) await shows(one, ['S-2']);
    await operator.click('.stage [data-action=finish-ceremony]');
    await operator.click('dialog [data-action=confirm]');
    await operator.waitForSelector('[data-over]');
    for (const one of screens) await one.waitForSelector('[data-label=final]');
    await phone.waitForSelector('[data-label=final]');
    for (const page of [operator, phone, ...screens]) {
      assert.deepEqual(page.faults, []);
      await page.context().close();
    }
  },
);

test('a crowd that comes at once is shown page by page', { skip }, async () => {
  const crowded = await serveSigned({ crowd: true });
  const own = { base: crowded.base, cookie: await signIn(crowded.password, crowded.base) };
  const judges = await signAll({ ...own, crowd: true });
  const { content } = await ask('GET', `/api/ceremony/${FINAL.competition}/${FINAL.skill}`, own);
  const body = { ...FINAL, reveal: 'places', from_place: 3, result: content.result, reason: 'late' };
  await ask('POST', '/api/ceremony/propose', { ...own, body });
  await judges['S-1'].say({ type: 'confirm', proposal: 1 });
  await ask('POST', '/api/ceremony/step', { ...own, body: { ...FINAL, from: 0, to: 1 } });
  const page = await screen({ base: crowded.base, language: 'en' });
  await page.waitForSelector('.crowd li');
  const first = await page.textContent('.crowd li');
  const shown = await page.locator('.crowd li').count();
  assert.ok(shown > 6 && shown < 62, `${shown} at once`);
  assert.match(await page.textContent('.crowd'), /Page 1 of/);
  await checked(page, 'a crowd');
  await page.waitForFunction((before) => document.querySelector('.crowd li').textContent !== before, first);
  assert.match(await page.textContent('.crowd'), /Page 2 of/);
  await ask('POST', '/api/ceremony/step', { ...own, body: { ...FINAL, from: 1, to: 2 } });
  await shows(page, ['S-3', 'S-4']);
  assert.match(await page.textContent('.earlier'), /and \d+ more/);
  await checked(page, 'after a crowd');
  for (const judge of Object.values(judges)) judge.close();
  await page.context().close();
  await crowded.close();
});

test('what has changed is said, and there is no way but to break it off', { skip }, async () => {
  await ask('POST', '/api/publication/freeze', { body: FINAL, cookie, base: server.base });
  const operator = await desk({ language: 'zh', size: 'tablet' });
  await operator.check('input[value=medallists]');
  await until(operator, 'medallists', () => document.querySelectorAll('[data-step]').length === 2);
  await operator.click('[data-action=propose-ceremony]');
  await operator.fill('dialog input[name=reason]', '重新揭晓');
  await operator.click('dialog [data-action=confirm]');
  await operator.waitForSelector('[data-proposal="2"][data-state=open]');
  await tablets['S-1'].say({ type: 'confirm', proposal: 2 });
  await atStep(operator, 0);
  await operator.click('[data-action=next-step]');
  await atStep(operator, 1);
  const watching = await screen({ language: 'zh' });
  await shows(watching, ['S-3', 'S-4']);

  const appeal = { ...FINAL, competitor: 'S-5', aspects: ['A1.M1'], grounds: '漏记' };
  await ask('POST', '/api/appeals', { body: appeal, cookie, base: server.base });
  await operator.waitForSelector('.stage [role=alert]');
  assert.ok(await operator.isDisabled('[data-action=next-step]'));
  await checked(operator, 'a changed result');
  assert.deepEqual(await newest(watching), ['S-3', 'S-4'], 'what was called stays');
  await operator.click('[data-action=break-off-ceremony]');
  await operator.click('dialog [data-action=confirm]');
  await operator.waitForSelector('[data-refusal=not-final]');
  await watching.waitForSelector('[data-label=frozen]');
  for (const page of [operator, watching]) {
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});
