import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { openBrowser, until, violations } from './support/browser.mjs';
import { isTurnOf, judgeDay, TINY, wantedOf } from './support/judgingDay.mjs';
import { looksRight } from './support/looks.mjs';
import { serveForDesk } from './support/ownServer.mjs';
import { recoveryFile } from './support/recoveryFile.mjs';
import { openTablet } from './support/tablet.mjs';
import { ask, signIn } from './support/server.mjs';
import { program } from './support/settings.mjs';

const SKILL = '/desk#judging/tiny/cable-making';
const skip = !program && 'JINBANG_PROGRAM is not set';

let browser;
let server;
let cookie;
let day;
before(async () => {
  if (skip) return;
  browser = await openBrowser();
  server = await serveForDesk();
  cookie = await signIn(server.password, server.base);
  day = await judgeDay({ base: server.base, cookie });
});
after(async () => {
  day?.close();
  await browser?.close();
  await server?.close();
});

function api(method, path, body) {
  return ask(method, path, { body, cookie, base: server.base });
}

async function signedIn(tab, ready, options, state) {
  const page = await browser.open(`${SKILL}${tab && `/${tab}`}`, {
    base: server.base,
    language: 'en',
    ...options,
  });
  await page.fill('input[name=password]', server.password);
  await page.click('form button.primary');
  await page.waitForSelector(ready, { state });
  return page;
}

async function done(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

test('from the desk into a skill, through its parts and back, by links', { skip }, async () => {
  const page = await browser.open('/desk', { base: server.base, language: 'en' });
  await page.fill('input[name=password]', server.password);
  await page.click('form button.primary');
  await page.click('a[href="#judging/tiny/cable-making"]');
  await page.waitForSelector('[data-progress-day]');
  await page.click('[data-tab=disagreements]');
  await page.waitForSelector('[data-disagreement]');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.tab), 'disagreements');
  await page.getByRole('link', { name: 'Results', exact: true }).click();
  await page.waitForSelector('tr[data-competitor]');
  await page.getByRole('link', { name: 'Judging', exact: true }).click();
  await page.waitForSelector('[data-progress-day]');
  await page.getByRole('link', { name: 'All skills' }).click();
  await page.waitForSelector('[data-expert]');
  await done(page);
});

test(
  'progress says who keeps others waiting, who is gone with entries, and follows marks',
  { skip },
  async () => {
    const page = await signedIn('', '[data-progress-day]');
    const dayTwo = page.locator('[data-progress-day="2"]');
    assert.match(await dayTwo.textContent(), /1 to score again/);
    const judges = await page.$$eval('[data-judge]', (all) => all.map((one) => one.dataset.judge));
    assert.equal(judges.length, 7);
    await page.waitForSelector('[data-judge=CM-E04] [data-online=true]');
    assert.match(await page.textContent('[data-judge=CM-E04]'), /3 queued/);

    await page.check('input[name=behind]');
    const behind = await page.$$eval('[data-judge]', (all) => all.map((one) => one.dataset.isBehind));
    assert.ok(behind.length > 0 && behind.every((one) => one === 'true'));
    assert.equal(await page.getAttribute('[data-behind]', 'data-behind'), String(behind.length));
    await page.uncheck('input[name=behind]');

    day.tablet('CM-S01').close();
    await page.waitForSelector('[data-judge=CM-S01] [data-online=false]');
    assert.match(await page.textContent('[data-judge=CM-S01]'), /offline for/);
    assert.match(await page.textContent('[data-progress="C1"]'), /1 \/ 8/);
    await day.tablet('CM-E03').say({ type: 'submit', competitor: 'CM-04', aspect: 'C1.M1', value: '1' });
    await page.waitForFunction(() =>
      document.querySelector('[data-progress="C1"]').textContent.includes('2 / 8'),
    );
    await done(page);
  },
);

test('from each count one click leads to what is missing, and whom it waits for', { skip }, async () => {
  const page = await signedIn('', '[data-progress-day]');
  const cells = () => page.$$eval('[data-missing-cell]', (all) => all.map((one) => one.dataset.missingCell));
  await page.click('[data-missing-of="expert CM-E03"]');
  await page.waitForSelector('[data-missing="3"]');
  assert.deepEqual(await cells(), ['CM-02 C1.J1', 'CM-03 C1.J1', 'CM-04 C1.J1']);
  assert.match(await page.textContent('[data-missing-cell="CM-02 C1.J1"]'), /score again.*CM-E03/s);
  assert.match(await page.textContent('[data-missing-cell="CM-03 C1.J1"]'), /1 of 3 scores.*CM-E03/s);
  assert.equal(await page.getAttribute('[data-tab=progress]', 'aria-current'), 'page');
  await page.getByRole('link', { name: 'Back to the progress' }).click();
  const counted = (text) => Number(/(\d+) \/ (\d+)/.exec(text)[2]) - Number(/(\d+) \/ (\d+)/.exec(text)[1]);
  const lacking = counted(await page.textContent('[data-progress="C1"]'));
  for (const of of ['sub_criterion C1', 'day 2']) {
    await page.click(`[data-missing-of="${of}"]`);
    await page.waitForSelector(`[data-missing="${lacking}"]`);
    assert.equal((await cells()).length, lacking);
    await page.goBack();
  }
  assert.equal(await page.locator('[data-missing-of="sub_criterion A1"]').count(), 0, 'A1 is complete');
  await page.goto(`${server.base}${SKILL}/missing/sub_criterion/A1`);
  await page.waitForSelector('main .notice.good');
  await done(page);
});

test('disagreements: what is scored again stands first, with all its rounds', { skip }, async () => {
  const page = await signedIn('disagreements', '[data-disagreement]');
  const cells = await page.$$eval('[data-disagreement]', (all) =>
    all.map((one) => `${one.dataset.disagreement} ${one.dataset.open}`),
  );
  assert.deepEqual(cells, ['CM-02 C1.J1 true', 'CM-01 C1.J1 false']);
  assert.equal(await page.locator('[data-disagreement="CM-01 C1.J1"] [data-round]').count(), 2);
  await page.click('[data-disagreement="CM-02 C1.J1"] a');
  await page.waitForSelector('[data-entry]');
  const kinds = await page.$$eval('[data-entry]', (all) => all.map((one) => one.dataset.kind));
  assert.deepEqual(new Set(kinds), new Set(['mark']));
  assert.equal(kinds.length, 3);
  await done(page);
});

test('the sign-off board shows who signed and who is waited for', { skip }, async () => {
  const page = await signedIn('signing', '[data-part]');
  const stages = await page.$$eval('[data-part]', (all) =>
    all.map((one) => `${one.dataset.part}: ${one.dataset.stage}`),
  );
  assert.deepEqual(stages, [
    'sub A1: signed',
    'sub B1: ready',
    'day 1: marking',
    'sub C1: marking',
    'day 2: marking',
    'skill: marking',
  ]);
  assert.equal(await page.locator('[data-part="sub A1"] [data-signed]').count(), 5);
  assert.match(await page.textContent('[data-part="skill"]'), /CM-S01/);
  assert.equal(await page.locator('[data-sheet]').count(), 4);
  await done(page);
});

test('a deadline is set, changed and removed, and its clock runs', { skip }, async () => {
  const page = await signedIn('signing', '[data-day="2"]');
  const clock = page.locator('[data-day="2"] .deadline');
  for (const minutes of [122, 75]) {
    await clock.getByRole('button').click();
    const at = (Math.floor(Date.now() / 60_000) + minutes) * 60_000;
    await page.fill('dialog input[name=deadline]', await page.evaluate(asTyped, at));
    await page.click('dialog [data-action=confirm]');
    await page.waitForSelector('dialog', { state: 'detached' });
    await until(page, `what is left of ${minutes} min`, saysWhatIsLeft, at);
  }
  await clock.getByRole('button').click();
  await page.click('dialog [data-action=remove]');
  await page.waitForFunction(() =>
    document.querySelector('[data-day="2"] .deadline').textContent.includes('no deadline'),
  );
  await done(page);
});

/** Runs in the page, whose time zone the input is in. */
function asTyped(at) {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Runs in the page, of an hour and more: it goes by the same clock as what is shown, whenever it looks. */
function saysWhatIsLeft(at) {
  const minutes = Math.floor((at - Date.now()) / 60_000);
  const left = `${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
  return document.querySelector('[data-day="2"] .deadline').textContent.includes(left);
}

test('a proposal shows its impact; the organiser is the second person, and once only', { skip }, async () => {
  const page = await signedIn('proposals', '[data-proposal="1"][data-state=open]');
  await page.waitForSelector('[data-impact="1"] [data-changed="CM-03"]');
  assert.match(await page.textContent('[data-impact="1"] [data-changed="CM-03"]'), /27\.00.*34\.50/s);
  await page.click('[data-action=confirm-proposal]');
  await page.click('dialog [data-action=confirm]');
  await page.waitForSelector('[data-proposal="1"][data-state=confirmed]');
  await page.click('[data-proposal="1"] summary');
  await page.waitForSelector('[data-mark-changed]');
  assert.match(await page.textContent('[data-mark-changed]'), /12.*19\.5/s);

  const what = { kind: 'decide-appeal', appeal: 1, outcome: 'rejected' };
  await day.tablet('CM-C02').say({ type: 'propose', what, reason: '与评分无关' });
  await page.waitForSelector('[data-proposal="2"][data-state=open]');
  // Somebody else is faster, and this page has not heard of it.
  await page.click('[data-proposal="2"] [data-action=reject-proposal]');
  assert.ok(await page.isDisabled('dialog [data-action=confirm]'));
  await day.tablet('CM-C01').say({ type: 'reject', proposal: 2, reason: '先复评' });
  await page.fill('dialog input[name=reason]', 'too early');
  await page.click('dialog [data-action=confirm]');
  await page.waitForSelector('dialog .notice.bad[role=alert]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-proposal="2"][data-state=rejected]');

  const corrects = day.positions.get('CM-04 B1.M1 CM-E01');
  const score = { competitor: 'CM-04', aspect: 'B1.M1', value: 'no', corrects };
  await day
    .tablet('CM-C02')
    .say({ type: 'propose', what: { kind: 'correct', scores: [score] }, reason: '断路' });
  await page.waitForSelector('[data-impact="3"] [data-appealed="1"]');
  await day.tablet('CM-C01').say({ type: 'reject', proposal: 3, reason: '先裁决申诉' });
  await page.waitForSelector('[data-proposal="3"][data-state=rejected]');
  await done(page);
});

test(
  'an unlock asked for on a tablet is confirmed here, and then one sees what changed',
  { skip },
  async () => {
    await day
      .tablet('CM-C01')
      .say({ type: 'unlock', sub_criterion: 'B1', reason: '漏看一页' })
      .catch(() => null);
    const part = { kind: 'sub-criterion', id: 'B1' };
    for (const expert of ['CM-E01', 'CM-E02', 'CM-E03', 'CM-E04']) {
      const turn = (affairs) => isTurnOf(expert, affairs, 'B1');
      const affairs = await day.tablet(expert).sees(turn, 'its turn to sign B1');
      const { digest } = wantedOf(affairs, 'B1');
      await day.tablet(expert).say({ type: 'sign', part, digest });
    }
    await day.tablet('CM-C01').say({ type: 'unlock', sub_criterion: 'B1', reason: '端接重看' });
    const page = await signedIn('signing', '[data-unlock=B1]');
    assert.match(await page.textContent('[data-unlock=B1]'), /端接重看/);
    await page.click('[data-unlock=B1] button');
    await page.fill('dialog input[name=reason]', 'agreed');
    await page.click('dialog [data-action=confirm]');
    await page.waitForSelector('[data-unlock=B1]', { state: 'detached' });
    await page.waitForSelector('[data-part="sub B1"][data-stage=ready]');

    const corrects = day.positions.get('CM-02 B1.M1 CM-E01');
    await day.tablet('CM-E01').say({
      type: 'submit',
      competitor: 'CM-02',
      aspect: 'B1.M1',
      value: 'no',
      corrects,
      reason: '链路不通',
    });
    await page.reload();
    await page.click('[data-unlocked] button');
    await page.waitForSelector('[data-changes] [data-changed="CM-02"]');
    assert.match(await page.textContent('[data-mark-changed]'), /25.*0.*链路不通/s);
    assert.deepEqual(await violations(page), []);
    await done(page);
  },
);

test(
  'an appeal is filed at the desk, withdrawn with a reason, and one that is decided is told',
  { skip },
  async () => {
    const page = await signedIn('appeals', '[data-appeal="1"]');
    assert.equal(await page.getAttribute('[data-appeal="1"]', 'data-stage'), 'filed');
    assert.match(await page.textContent('[data-appeal="1"]'), /1 min later/);
    await page.click('[data-action=file]');
    await page.selectOption('dialog select[name=competitor]', 'CM-02');
    await page.fill('dialog input[type=search]', 'work plan');
    await page.check('dialog input[value="A1.J1"]');
    await page.fill('dialog textarea', 'A page of the plan was missing.');
    await page.fill('dialog input[name=ago]', '5');
    await page.click('dialog [data-action=confirm]');
    const second = '[data-appeal="2"]';
    await page.waitForSelector(`${second}[data-stage=filed]`);
    assert.match(await page.textContent(second), /5 min later.*Organiser/s);
    await page.click(`${second} [data-action=withdraw]`);
    await page.fill('dialog input[name=reason]', 'withdrawn by the team');
    await page.click('dialog [data-action=confirm]');
    await page.waitForSelector(`${second}[data-stage=withdrawn]`);

    const what = { kind: 'decide-appeal', appeal: 1, outcome: 'rejected' };
    const { content: before } = await api('GET', '/api/affairs/tiny/cable-making');
    await day.tablet('CM-C02').say({ type: 'propose', what, reason: '样品未动' });
    await api('POST', '/api/proposals/confirm', { ...TINY, proposal: before.proposals.length + 1 });
    await page.click('[data-appeal="1"] [data-action=tell]');
    await page.click('dialog [data-action=confirm]');
    await page.waitForFunction(() =>
      /told \d/.test(document.querySelector('[data-appeal="1"]')?.textContent ?? ''),
    );
    await done(page);
  },
);

test('the audit trail is searched, goes on backwards, and is saved as it is shown', { skip }, async () => {
  const page = await signedIn('audit', '[data-entry]');
  const first = await page.locator('[data-entry]').count();
  assert.equal(first, 50);
  await page.click('[data-action=more]');
  await page.waitForFunction((count) => document.querySelectorAll('[data-entry]').length > count, first);
  const positions = await page.$$eval('[data-entry]', (all) => all.map((one) => Number(one.dataset.entry)));
  assert.deepEqual(
    positions,
    positions.toSorted((a, b) => b - a),
  );

  await page.selectOption('select[name=expert]', 'CM-E02');
  await page.selectOption('select[name=kind]', 'signed');
  await page.waitForFunction(() => {
    const kinds = [...document.querySelectorAll('[data-entry]')].map((one) => one.dataset.kind);
    return kinds.length > 0 && kinds.every((kind) => kind === 'signed');
  });
  assert.match(page.url(), /expert=CM-E02&kind=signed/);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('[data-entry]:not([data-kind=signed])'));
  await page.goto(`${server.base}${SKILL}/audit?text=${encodeURIComponent('笔试卷')}`);
  await page.waitForFunction(() => document.querySelectorAll('[data-entry]').length === 1);
  const coming = page.waitForEvent('download');
  await page.click('[data-action=csv]');
  const file = await coming;
  assert.equal(file.suggestedFilename(), 'audit-tiny-cable-making.csv');
  const csv = await readFile(await file.path(), 'utf8');
  assert.equal(csv.trimEnd().split('\r\n').length, 2);
  assert.match(csv, /笔试卷第三页漏加/);
  await page.goto(`${server.base}${SKILL}/audit?text=nothing-like-this`);
  await page.waitForSelector('main .notice');
  await done(page);
});

test('a grader gets a token that is shown once, posts, and is revoked', { skip }, async () => {
  const page = await signedIn('graders', '[data-grader=pair-tester]');
  await page.click('[data-action=add-grader]');
  await page.click('dialog [data-action=confirm]');
  await page.waitForSelector('dialog [data-token] pre');
  const token = await page.textContent('dialog [data-token] pre');
  assert.match(await page.textContent('dialog'), /curl .*\/api\/measurements.*Bearer/s);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-grader=pair-tester][data-active=true]');

  const measurement = { competitor: 'CM-01', aspect: 'C1.M1', value: '1', evidence: 'ab'.repeat(32) };
  const post = (body) =>
    fetch(`${server.base}/api/measurements`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const run = { ...TINY, run: 'night-1', measurements: [measurement] };
  assert.equal((await post(run)).status, 200);
  await page.waitForFunction(() =>
    document.querySelector('[data-grader=pair-tester]').textContent.includes('1 await confirmation'),
  );
  await page.click('[data-action=revoke-grader]');
  await page.click('dialog [data-action=confirm]');
  await page.waitForSelector('[data-grader=pair-tester][data-active=false]');
  assert.equal((await post({ ...run, run: 'night-2' })).status, 401);
  assert.ok(!(await page.content()).includes(token), 'the token is nowhere any more');
  await done(page);
});

test(
  'a recovery file is looked at, loaded once, and a foreign or damaged one is refused',
  { skip },
  async () => {
    const page = await signedIn('devices', 'input[name=recovery]', undefined, 'attached');
    const { paired, welcome } = day.tablet('CM-E04');
    const first = welcome().next_sequence;
    const entry = (sequence, competitor, aspect, value) => ({
      sequence,
      competitor,
      aspect,
      value,
      made_at: 1,
    });
    const file = recoveryFile(
      paired,
      TINY.skill,
      [entry(first + 200, 'CM-03', 'C1.J1', '2'), entry(first + 201, 'CM-04', 'C1.J1', '9')],
      [
        {
          sequence: first + 202,
          type: 'appeal',
          competitor: 'CM-03',
          aspects: ['B1.J1'],
          grounds: '样品贴错标签',
          pressed_at: Date.now() - 600_000,
        },
      ],
    );
    const choose = (text) =>
      page.setInputFiles('input[name=recovery]', {
        name: 'recovery.json',
        mimeType: 'application/json',
        buffer: Buffer.from(text),
      });
    const outcomes = () =>
      page.$$eval('[data-outcome]', (all) =>
        all
          .map((one) => one.dataset.outcome)
          .toSorted()
          .join(' '),
      );

    await choose(JSON.stringify(file));
    await page.waitForSelector('[data-recovery=preview]');
    assert.equal(await outcomes(), 'refused stored stored');
    assert.match(await page.textContent('[data-kind=appeal]'), /CM-03.*B1\.J1.*Appeal.*样品贴错标签/s);
    assert.deepEqual(await violations(page), []);
    await page.click('[data-action=load]');
    await page.waitForSelector('[data-recovery=loaded]');
    assert.equal(await outcomes(), 'refused stored stored');
    const { content } = await api('GET', '/api/affairs/tiny/cable-making');
    const filed = content.appeals.find(({ grounds }) => grounds === '样品贴错标签');
    assert.ok(Math.abs(Date.now() - 600_000 - filed.pressed_at) < 60_000, 'the time of pressing is kept');
    await choose(JSON.stringify(file));
    await page.waitForSelector('[data-recovery=preview]');
    assert.equal(await outcomes(), 'known known refused');
    assert.equal(await page.locator('[data-action=load]').count(), 0);

    const changed = { ...file, entries: [{ ...file.entries[0], value: '3' }] };
    for (const wrong of [
      'no file at all',
      JSON.stringify({ format: 'something-else/1' }),
      JSON.stringify({ ...file, competition: 'elsewhere' }),
      JSON.stringify(changed),
    ]) {
      await choose(JSON.stringify(file));
      await page.waitForSelector('[data-recovery=preview]');
      await choose(wrong);
      await page.waitForSelector('main .notice.bad[role=alert]');
      assert.equal(await page.locator('[data-recovery]').count(), 0, wrong);
    }
    await done(page);
  },
);

test(
  'codes are drawn, whoever takes a sheet is on record, and a layer opens under a supervisor’s eyes',
  { skip },
  async () => {
    const page = await browser.open('/desk#judging/tiny/blind/codes', { base: server.base, language: 'en' });
    await page.fill('input[name=password]', server.password);
    await page.click('form button.primary');
    await page.click('[data-action=draw-codes]');
    await page.click('dialog [data-action=confirm]');
    await page.waitForSelector('[data-action=draw-codes]', { state: 'detached' });
    assert.equal(await page.locator('[data-layer][data-open=false]').count(), 2);
    assert.deepEqual(await violations(page), []);
    await page.click('[data-layer="2"] button');
    assert.match(await page.textContent('dialog'), /goes on record/);
    await page.click('dialog [data-action=confirm]');
    await page.waitForSelector('dialog [data-sheet-row]');
    assert.equal(await page.locator('dialog [data-sheet-row]').count(), 4);
    const coming = page.waitForEvent('download');
    await page.click('dialog [data-action=download]');
    assert.equal((await coming).suggestedFilename(), 'codes-blind-2.csv');
    await page.keyboard.press('Escape');
    await page.evaluate(() => (location.hash = '#judging/tiny/blind/audit?kind=code-sheet-taken'));
    await page.waitForSelector('[data-kind=code-sheet-taken]');

    const where = { base: server.base, cookie, competition: 'tiny', skill: 'blind' };
    const chief = await openTablet({ ...where, expert: 'BL-C01' });
    const supervisor = await openTablet({ ...where, expert: 'BL-S01' });
    await chief.say({ type: 'lock' });
    await page.evaluate(() => (location.hash = '#judging/tiny/blind/proposals'));
    const what = { kind: 'open-codes', layer: 2 };
    await chief.say({ type: 'propose', what, reason: '解密' });
    await page.waitForSelector('[data-proposal="1"][data-state=open]');
    assert.ok(await page.isDisabled('[data-proposal="1"] [data-action=confirm-proposal]'), 'no supervisor');
    await chief.say({ type: 'reject', proposal: 1, reason: '由监督提议' });
    await supervisor.say({ type: 'propose', what, reason: '解密' });
    await page.click('[data-proposal="2"] [data-action=confirm-proposal]');
    await page.click('dialog [data-action=confirm]');
    await page.waitForSelector('[data-proposal="2"][data-state=confirmed]');
    await page.click('[data-tab=codes]');
    await page.waitForSelector('[data-layer="2"][data-open=true]');
    assert.equal(await page.locator('[data-layer="1"][data-open=false]').count(), 1);
    assert.equal(await page.locator('[data-code]').count(), 4);
    assert.deepEqual(await violations(page), []);
    chief.close();
    supervisor.close();
    await done(page);
  },
);

test(
  'a chief expert’s tablet opens the desk of the own skill, to read; revoked, it is closed',
  { skip },
  async () => {
    const { paired } = day.tablet('CM-C02');
    const page = await browser.open('/desk', { base: server.base, language: 'en' });
    await page.evaluate(
      (pairing) => localStorage.setItem('jinbang.pairing', JSON.stringify(pairing)),
      paired,
    );
    await page.reload();
    await page.click('[data-action=device]');
    await page.waitForSelector('[data-progress-day]');
    assert.equal(await page.getByRole('link', { name: 'All skills' }).count(), 0);
    await page.click('[data-tab=devices]');
    await page.waitForSelector('[data-devices-of]');
    assert.equal(await page.locator('main button').count(), 0, 'reading only');
    await page.evaluate(() => (location.hash = '#results/tiny/blind'));
    await page.waitForSelector('[data-progress-day]');
    await page.evaluate(() => (location.hash = '#results/tiny/cable-making'));
    await page.waitForSelector('tr[data-competitor]');
    assert.equal(await page.locator('[data-action=withdraw], [data-tab=draws]').count(), 0);

    await api('DELETE', `/api/devices/${paired.device}?competition=tiny`);
    await page.waitForSelector('input[name=password]');
    await page.click('[data-action=device]');
    await page.waitForSelector('form .notice.bad');
    await done(page);
  },
);

const VIEWS = {
  '': '[data-judge]',
  'missing/day/2': '[data-missing-cell]',
  disagreements: '[data-disagreement]',
  signing: '[data-part]',
  proposals: '[data-proposal]',
  appeals: '[data-appeal]',
  graders: '[data-grader]',
  devices: '[data-devices-of]',
  audit: '[data-entry]',
};

for (const [tab, ready] of Object.entries(VIEWS)) {
  test(
    `${tab || 'progress'}: axe is content in both languages and colour schemes, and a phone needs no sideways scrolling`,
    { skip },
    async () => {
      const page = await signedIn(tab, ready, { size: 'phone' });
      await looksRight(page, { show: () => page.waitForSelector(ready) });
      await done(page);
    },
  );
}
