import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { violations } from './support/browser.mjs';
import { COMPETITION, mark, openHall, sign, SKILL } from './support/hall.mjs';
import { addGrader } from './support/hallActs.mjs';
import { live, status, submit } from './support/marking.mjs';
import { ask } from './support/server.mjs';

const SCHEME = `criterion,sub_criterion,day,aspect,type,name,max_mark,section,calculation
A,A1,1,A1.M1,M,Length,10.00,1,
B,B1,1,B1.M1,M,Faults,4.00,1,machine
C,C1,1,C1.M1,M,Labels,6.00,1,
`;
let hall;
let E1;
let codes;
before(async () => (hall = await openHall({ scheme: SCHEME, rules: '[blind]\nlayers = 1\n' })));
after(() => hall.close());

test('before the codes are drawn a tablet says so, and after it knows competitors by codes alone', async () => {
  E1 = await hall.page('E1');
  await E1.waitForSelector('[data-codes=not-drawn]');
  assert.deepEqual(await violations(E1), []);
  await ask('POST', '/api/codes', {
    body: { competition: COMPETITION, skill: SKILL },
    cookie: hall.cookie,
    base: hall.base,
  });
  await E1.waitForSelector('[data-competitor]');
  await live(E1);
  codes = await E1.$$eval('[data-competitor]', (all) => all.map((one) => one.dataset.competitor));
  assert.equal(codes.length, 2);
  const page = await E1.textContent('main');
  for (const word of ['C-1', 'C-2', 'Shen', '沈翀'])
    assert.ok(!page.includes(word), `${word} is on the page`);
});

test('what a machine measured waits for an expert, who confirms it or enters another value with a reason', async () => {
  const post = await addGrader(hall, 'tester');
  const evidence = createHash('sha256').update('scan').digest('hex');
  await post({
    run: '1',
    measurements: codes.map((competitor) => ({ competitor, aspect: 'B1.M1', value: '1', evidence })),
  });
  await E1.click(`[data-competitor="${codes[0]}"]`);
  await E1.click('[data-sub=B1]');
  await E1.waitForSelector('[data-measured]');
  assert.equal(await E1.locator('form[data-entry="B1.M1"]').count(), 0, 'it is confirmed, not typed again');
  await E1.click('[data-measured] summary');
  assert.ok((await E1.textContent('[data-measured] .full')).includes(evidence));
  await E1.click('[data-action=confirm-measured]');
  await E1.waitForSelector(status('B1.M1', 'stored'));

  await E1.click('[data-view=measured]');
  await E1.waitForSelector(`[data-confirm="${codes[1]} B1.M1"]`);
  assert.deepEqual(await violations(E1), []);
  await E1.locator(`[data-confirm="${codes[1]} B1.M1"] .actions button`).nth(1).click();
  const dialog = E1.locator('dialog[open]');
  await dialog.locator('.number-entry input').fill('2');
  await submit(E1, dialog.locator('form:has(button.submit)'));
  await E1.waitForSelector('[data-confirm]', { state: 'detached' });
});

test('a layer is opened by a supervisor and the chief expert together, once everything is signed', async () => {
  const [CH, SU, R1] = await Promise.all(['CH', 'SU', 'R1'].map((id) => hall.page(id)));
  for (const [index, code] of codes.entries()) {
    await mark(E1, code, 'A1', 'A1.M1', String(8 + index));
    await E1.waitForSelector(status('A1.M1', 'stored'));
    await mark(R1, code, 'C1', 'C1.M1', '5');
    await R1.waitForSelector(status('C1.M1', 'stored'));
  }
  for (const part of ['sub-A1', 'sub-B1']) await sign(E1, part, 'E1');
  await sign(R1, 'sub-C1', 'R1');
  await CH.click('[data-view=codes]');
  await CH.click('[data-ceremony="1"] button');
  await CH.locator('dialog[open] .quick button').first().click();
  await CH.locator('dialog[open] button.primary').click();
  await SU.click('[data-view=codes]');
  await SU.click('[data-action=confirm]');
  assert.deepEqual(await violations(SU), []);
  await SU.click('[data-action=confirm-now]');
  await SU.waitForSelector('[data-known-as]');
  const opened = await SU.$$eval('[data-known-as] td', (all) =>
    all.map((one) => one.textContent.trim()).sort(),
  );
  assert.deepEqual(opened, ['C-1', 'C-2']);
  await E1.click('[data-view=codes]');
  await E1.waitForSelector('[data-known-as]');
  for (const page of [E1, CH, SU, R1]) assert.deepEqual(page.faults, []);
});
