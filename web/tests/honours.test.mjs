import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, overflow, until, violations } from './support/browser.mjs';
import { signAll, signSkillAgain } from './support/ceremony.mjs';
import {
  addOfficer,
  enterOffice,
  FINAL,
  serveOffice,
  signInAsOfficer,
  identify,
} from './support/honours.mjs';
import { serveEmpty } from './support/ownServer.mjs';
import { ask, signIn } from './support/server.mjs';
import { program } from './support/settings.mjs';

const skip = !program && 'JINBANG_PROGRAM is not set';
const CANDIDATES = `/honours#candidates/${FINAL.competition}/${FINAL.skill}`;

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
});
after(async () => {
  for (const tablet of Object.values(tablets ?? {})) tablet.close();
  await browser?.close();
  await server?.close();
});

/** The office at an address, signed in as a new officer or with this password. */
async function office(path, officer, options = {}) {
  const { password = await addOfficer({ base: server.base, cookie }, officer), ...others } = options;
  const page = await browser.open(path, { base: server.base, language: 'en', ...others });
  await enterOffice(page, officer, password);
  return page;
}

/** Acts that no page is needed for. */
async function act(officer, acts) {
  const password = await addOfficer({ base: server.base, cookie }, officer);
  const session = await signInAsOfficer(server, officer, password);
  const { content } = await ask('POST', '/api/honours', {
    body: { acts },
    cookie: session,
    base: server.base,
  });
  return content.nominations;
}

const goTo = (page, hash) => page.evaluate((to) => (location.hash = to), hash);

async function tried(page) {
  await page.waitForSelector('[data-preview][aria-busy=false] :is(.notice)');
}

async function submitted(page, count) {
  await tried(page);
  await page.click('[data-action=submit]');
  await page.waitForSelector(`[data-submitted="${count}"]`);
}

test('the desk adds an officer, whose password is shown once, and removes one', { skip }, async () => {
  const desk = await browser.open('/desk', { base: server.base, language: 'en' });
  await desk.fill('input[name=password]', server.password);
  await desk.click('form button.primary');
  await desk.fill('input[name=officer]', '张明 Zhang');
  await desk.click('[data-action=add-officer]');
  const password = await desk.getAttribute('[data-password]', 'data-password');
  assert.deepEqual(await violations(desk), []);
  await desk.keyboard.press('Escape');
  await desk.waitForSelector('[data-officer="张明 Zhang"]');
  await desk.waitForSelector('dialog', { state: 'detached' });
  assert.deepEqual(await violations(desk), []);
  await desk.fill('input[name=officer]', '张明 Zhang');
  assert.ok(
    await desk.isDisabled('[data-action=add-officer]'),
    'a known name does not void a password unasked',
  );

  const page = await browser.open('/honours', { base: server.base, language: 'en' });
  await page.fill('input[name=officer]', '张明 Zhang');
  await page.fill('input[name=password]', 'not the password');
  await page.click('form button.primary');
  await page.waitForSelector('.notice.bad');
  await enterOffice(page, '张明 Zhang', password);

  await desk.click('[data-officer="张明 Zhang"] [data-action=remove-officer]');
  await desk.click('dialog [data-action=confirm]');
  await desk.waitForSelector('[data-officer="张明 Zhang"]', { state: 'detached' });
  await page.waitForSelector('input[name=officer]');
  assert.deepEqual([...page.faults, ...desk.faults], []);
  await desk.goto(`${server.base}/honours`);
  await desk.waitForSelector('[data-holder=organiser] a[href="/desk"]');
  for (const one of [page, desk]) await one.context().close();
});

test('a candidate is nominated and moved: tried first, then all or none', { skip }, async () => {
  const page = await office('/honours#candidates', 'Lin');
  const choice = page.locator('select[name=skill]');
  assert.equal(await choice.locator('option:disabled').textContent(), 'Joinery (not published)');
  await choice.selectOption({ label: 'Soldering' });
  await page.selectOption('select[name=target]', 'city-star/young');
  await page.waitForSelector('[data-person$=":S-1"] .tag.wait');
  assert.match(await page.textContent('[data-person$=":S-2"] .verdict'), /missing: .*from /);
  await page.selectOption('select[name=target]', 'city-star/star');
  await page.waitForSelector('[data-person$=":S-2"] .verdict .tag.good');
  assert.ok(await page.isDisabled('[data-person$=":S-5"] input'), 'the rules say no of the fifth');
  await page.fill('input[name=year]', '2026');
  await page.selectOption('select[name=body]', 'union');
  await page.click('[data-action=select-yes]');
  await page.click('[data-person$=":S-1"] input');
  await page.click('[data-action=put]');
  await page.click('a.held');
  await page.waitForSelector('[data-held="3"]');

  await page.locator('[data-act=identify] [data-action=take-out]').last().click();
  await page.waitForSelector('[data-held="2"]');
  await page.keyboard.press('Control+z');
  await page.waitForSelector('[data-held="3"]');
  await page.keyboard.press('Control+Shift+z');
  await page.waitForSelector('[data-held="2"]');
  await page.reload();
  await page.waitForSelector('[data-held="2"]');
  await submitted(page, 2);

  await goTo(page, '#pipeline');
  await page.waitForSelector('[data-stage=identified][data-count="2"]');
  for (const box of await page.locator('[data-stage=identified] input[type=checkbox]').all())
    await box.check();
  await page.click('[data-selected="2"] [data-step=verify]');
  assert.ok(await page.isDisabled('dialog [data-action=put]'), 'evidence is wanted');
  await page.setInputFiles('dialog input[type=file]', {
    name: 'certificate.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('abc'),
  });
  await page.waitForSelector('dialog [data-sha256^=ba7816bf]');
  assert.deepEqual(await violations(page), []);
  await page.click('dialog [data-action=put]');
  await page.click('a.held');
  assert.match(await page.textContent('[data-act=move]'), /certificate\.pdf/);
  await submitted(page, 2);

  await goTo(page, '#pipeline');
  for (const box of await page.locator('[data-stage=verified] input[type=checkbox]').all()) await box.check();
  await page.click('[data-selected="2"] [data-step=recommend]');
  await page.click('dialog [data-action=put]');
  await page.click('a.held');
  await page.waitForSelector('[data-change="body union"] dd:last-child [data-gauge=waiting]');
  assert.match(await page.textContent('[data-change="body union"]'), /0 granted, 1 reserved, of 1/);
  assert.deepEqual(await violations(page), []);
  await submitted(page, 2);

  await goTo(page, '#quotas');
  await page.waitForSelector('[data-quota="city-star/2026"] [data-of=body] [data-gauge=waiting]');
  assert.deepEqual(await violations(page), []);
  await page.click('[data-waiting]');
  await page.waitForSelector('[data-nomination-stage=recommended]');
  assert.equal(await page.locator('[data-event]').count(), 3);
  await page.click('[data-step=withdraw]');
  assert.ok(await page.isDisabled('dialog [data-action=put]'), 'a reason is wanted');
  await page.fill('dialog textarea', 'moved to another city');
  await page.click('dialog [data-action=put]');
  await goTo(page, '#basket');
  await submitted(page, 1);
  await page.click('[data-submitted] ~ a');
  await page.waitForSelector('[data-nomination-stage=withdrawn] ~ * [data-moved=withdraw] blockquote');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('what is refused stands beside its act, and nothing of the basket is done', { skip }, async () => {
  const [first, second] = await act('Wu', [
    identify('S-3', { category: 'young' }),
    identify('S-4', { category: 'young' }),
  ]);
  const page = await office(`/honours#nomination/${first}`, 'Guo');
  const note = async (nomination, button, text) => {
    await goTo(page, `#nomination/${nomination}`);
    await page.click(button);
    await page.fill('dialog textarea', text);
    await page.click('dialog [data-action=put]');
  };
  await note(first, '[data-action=comment]', 'a colleague is asked');
  await note(second, '[data-step=withdraw]', 'no more');
  await act('Zhao', [{ what: 'move', nomination: second, step: 'withdraw', comment: 'at once' }]);
  await goTo(page, '#basket');
  await page.waitForSelector('[data-act=move] [data-problem=no-way]');
  await page.waitForSelector('[data-refused="1"]');
  assert.ok(await page.isDisabled('[data-action=submit]'));
  assert.deepEqual(await violations(page), []);

  await page.click('[data-act=move] [data-action=take-out]');
  await tried(page);
  await page.waitForSelector('[data-action=submit]:not(:disabled)');
  // Between the trial and the submission somebody else is first.
  await page.route('**/api/honours', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const refused = [
      { act: 0, problem: { code: 'no-way', message: { zh: '已不可行', en: 'not any more' } } },
    ];
    await route.fulfill({ status: 409, json: { refused, quotas: [], nominations: [] } });
  });
  await page.click('[data-action=submit]');
  await page.waitForSelector('[role=alert]');
  assert.match(await page.textContent('[data-act=comment] [data-problem]'), /not any more/);
  assert.equal(await page.getAttribute('[data-held]', 'data-held'), '1');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test(
  'a nomination whose result is amended is marked, and goes on once that is accepted',
  { skip },
  async () => {
    const [nomination] = await act('He', [identify('S-4', { year: 2025 })]);
    const page = await office(`/honours#nomination/${nomination}`, 'Sun');
    await page.waitForSelector('[data-nomination-stage=identified]');
    const withdrawal = { ...FINAL, competitor: 'S-5', reason: 'left' };
    await ask('POST', '/api/withdrawals', { body: withdrawal, cookie, base: server.base });
    await page.waitForSelector('[data-nomination-stage] .tag.bad');
    assert.equal(await page.locator('[data-action=accept]').count(), 0, 'it is not signed any more');
    await signSkillAgain(tablets);
    await page.waitForSelector('[data-action=accept]');
    assert.deepEqual(await violations(page), []);
    await goTo(page, '#pipeline');
    await page.check('input[name=urgent]');
    await page.waitForSelector(`[data-nomination="${nomination}"][data-amended]`);
    await goTo(page, `#nomination/${nomination}`);
    await page.click('[data-action=accept]');
    await page.fill('dialog textarea', 'compared with the new list');
    await page.click('dialog [data-action=put]');
    await goTo(page, '#basket');
    await submitted(page, 1);
    await goTo(page, `#nomination/${nomination}`);
    await page.waitForSelector('[data-event=result-accepted] blockquote');
    assert.equal(await page.locator('[data-nomination-stage] .tag.bad').count(), 0);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  },
);

test('cards are found by filters, and a deadline that is past is marked', { skip }, async () => {
  const [nomination] = await act('Tian', [identify('S-1', { year: 2024 })]);
  const password = await addOfficer({ base: server.base, cookie }, 'Luo');
  const page = await office(`/honours#nomination/${nomination}`, 'Luo', { password });
  await page.click('[data-action=due]');
  await page.fill('input[name=due]', '2024-05-31');
  await page.click('dialog [data-action=put]');
  await goTo(page, '#basket');
  await submitted(page, 1);
  await goTo(page, '#pipeline');
  await page.selectOption('select[name=year]', '2024');
  await page.waitForSelector('[data-shown="1"]');
  assert.match(await page.textContent(`[data-nomination="${nomination}"]`), /overdue since/);
  await page.fill('input[name=text]', 'gulnar');
  await page.waitForSelector('[data-shown="0"]');
  await page.fill('input[name=text]', 'shen stars');
  await page.waitForSelector('[data-shown="0"]');
  await page.fill('input[name=text]', 'SHEN star');
  await page.waitForSelector('[data-shown="1"]');
  await page.context().close();
});

test(
  'on a phone and a desktop, in both languages and schemes, the pages are in order',
  { skip },
  async () => {
    await act('Ma', [identify('S-2', { year: 2023 }), identify('S-3', { year: 2023 })]);
    for (const size of ['phone', 'desktop']) {
      for (const language of ['zh', 'en']) {
        const page = await browser.open('/honours', { base: server.base, language, size });
        const looks = async (what) => {
          for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme });
            assert.deepEqual(await violations(page), [], `${what} ${size} ${language} ${colorScheme}`);
          }
          assert.ok((await overflow(page)) <= 0, `${what} ${size} ${language}`);
        };
        await page.waitForSelector('input[name=officer]');
        await looks('signing in');
        await enterOffice(page, 'Ma', await addOfficer({ base: server.base, cookie }, 'Ma'));
        await page.waitForSelector('[data-stage=identified] article');
        await looks('the board');
        if (size === 'phone') {
          await page.selectOption('select[name=stage]', 'granted');
          await until(
            page,
            'one stage alone',
            () => !document.querySelector('[data-stage=identified]').checkVisibility(),
          );
        }
        await goTo(page, CANDIDATES.slice('/honours'.length));
        await page.waitForSelector('[data-person$=":S-1"]');
        await page.click('[data-person$=":S-1"] summary');
        await page.fill('input[name=year]', String(size === 'phone' ? 2031 : 2032));
        await page.waitForSelector('[data-person$=":S-2"][data-free]');
        await page.check('[data-person$=":S-2"] input');
        await looks('candidates');
        await page.selectOption('select[name=body]', 'guild');
        await page.click('[data-action=put]');
        await goTo(page, '#basket');
        await tried(page);
        await looks('the basket');
        await goTo(page, '#nomination/1');
        await page.waitForSelector('[data-event]');
        await looks('a nomination');
        await goTo(page, '#nomination/99999');
        await page.waitForSelector('[role=alert]');
        await goTo(page, '#quotas');
        await page.waitForSelector('[data-quota]');
        await looks('quotas');
        assert.deepEqual(page.faults, []);
        await page.context().close();
      }
    }
  },
);

test('without an office the page says how to open one', { skip }, async () => {
  const empty = await serveEmpty();
  try {
    const organiser = await signIn(empty.password, empty.base);
    const password = await addOfficer({ base: empty.base, cookie: organiser }, 'Qi');
    const page = await browser.open('/honours', { base: empty.base, language: 'zh', size: 'phone' });
    await page.fill('input[name=officer]', 'Qi');
    await page.fill('input[name=password]', password);
    await page.click('form button.primary');
    await page.waitForSelector('[data-no-office]');
    assert.match(await page.textContent('[data-no-office]'), /--programmes DIR/);
    assert.deepEqual(await violations(page), []);
    assert.equal(await overflow(page), 0);
    await page.context().close();
  } finally {
    await empty.close();
  }
});
