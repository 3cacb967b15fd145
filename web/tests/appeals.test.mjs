import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { until, violations } from './support/browser.mjs';
import { mark, openHall } from './support/hall.mjs';
import { live, status } from './support/marking.mjs';
import { openProxy } from './support/proxy.mjs';

let hall;
const pages = {};
let wire;
before(async () => {
  hall = await openHall({ rules: '[appeals]\nminutes = 60\n' });
  wire = await openProxy(hall.base);
  await Promise.all(
    ['E2', 'E3', 'R1', 'R2', 'R3', 'CH', 'SU'].map(async (id) => (pages[id] = await hall.page(id))),
  );
  pages.E1 = await hall.page('E1', { base: wire.url });
});
after(async () => {
  await hall.close();
  await wire.close();
});

test('an appeal pressed without network keeps the time of the press, and reaches the server when the line is back', async () => {
  const { E1, E2, E3, CH } = pages;
  for (const page of [E1, E2, E3]) {
    await mark(page, 'C-1', 'A1', 'A1.J1', '1');
    await page.waitForSelector(status('A1.J1', 'stored'));
  }
  await E1.click('[data-view=appeals]');
  wire.cut('sockets');
  await E1.waitForSelector('.badge:not(.live)');
  const before = Date.now();
  await E1.click('[data-action=appeal]');
  const form = E1.locator('form:has([name=grounds])');
  const pressed = Number(await form.locator('[data-pressed]').getAttribute('data-pressed'));
  assert.ok(before <= pressed && pressed <= Date.now());
  await form.locator('[name=competitor]').selectOption('C-1');
  await form.locator('[name=aspect][value="A1.J1"]').check();
  // Something else comes in between; what was begun waits, with the time of the press.
  const draft = E1.locator('[data-draft]');
  await form.locator('[data-action=later]').click();
  await E1.locator('.notice:has([data-draft])', { hasText: 'C-1 · A1.J1' }).waitFor();
  await E1.reload();
  await draft.waitFor();
  assert.deepEqual(await violations(E1), []);
  await E1.click('[data-action=go-on]');
  assert.equal(await form.locator('[name=competitor]').inputValue(), 'C-1');
  assert.ok(await form.locator('[name=aspect][value="A1.J1"]').isChecked());
  await form.locator('[name=grounds]').fill('the work was covered when it was looked at');
  // The two clocks are set against one another by what came over the line, which takes a moment: less than all of this.
  const moment = Date.now() - pressed;
  await form.locator('[data-action=file]').click();
  await E1.waitForSelector('[data-unsent=appeal]');
  await draft.waitFor({ state: 'detached' });
  await E1.reload();
  await E1.waitForSelector('[data-unsent=appeal]');
  const [queued] = (await recoveryFileOf(E1)).commands;
  assert.deepEqual([queued.type, queued.competitor, queued.aspects], ['appeal', 'C-1', ['A1.J1']]);
  assert.ok(Math.abs(queued.pressed_at - pressed) < moment, 'the file has the time of the press');
  const restored = Date.now();
  wire.cut('nothing');
  await live(E1);
  await E1.waitForSelector('[data-appeal="1"]');
  const onTheWay = Date.now() - restored;
  await E1.waitForSelector('[data-unsent]', { state: 'detached' });

  await CH.click('[data-view=competitor]');
  await CH.click('[data-competitor="C-1"]');
  await CH.waitForSelector('[data-under-appeal]');
  await CH.click('[data-view=appeals]');
  await CH.click('[data-appeal="1"]');
  const [appeal] = CH.affairs.appeals;
  const off = appeal.pressed_at - pressed;
  // How long ago is said when it is sent.
  assert.ok(Math.abs(off) < moment + onTheWay, `pressed ${off} ms off, ${onTheWay} ms on the way`);
  assert.equal(appeal.late, false);
});

test('whoever starts to correct a mark under appeal is told of the appeal', async () => {
  const { CH } = pages;
  await CH.click('[data-view=corrections]');
  await CH.click('[data-action=correct]');
  await CH.selectOption('[name=competitor]', 'C-1');
  await CH.selectOption('[name=aspect]', 'A1.M1');
  await CH.waitForSelector('section.card');
  assert.equal(await CH.locator('[data-appealed]').count(), 0);
  await CH.selectOption('[name=aspect]', 'A1.J1');
  await CH.waitForSelector('[data-appealed="1"]');
  assert.deepEqual(await violations(CH), []);
  await CH.click('[data-view=appeals]');
  await CH.click('[data-appeal="1"]');
});

test('an appeal that was begun is thrown away only when somebody says so twice', async () => {
  const { E2 } = pages;
  await E2.click('[data-view=appeals]');
  await E2.click('[data-action=appeal]');
  await E2.waitForSelector('[data-pressed]');
  await E2.click('[data-view=competitor]');
  await E2.click('[data-view=appeals]');
  await E2.click('[data-action=throw-away]');
  await E2.click('[data-action=throw-away-now]');
  await E2.waitForSelector('[data-draft]', { state: 'detached' });
  await E2.reload();
  await E2.waitForSelector('[data-action=appeal]');
  await live(E2);
  assert.equal(await E2.locator('[data-draft], [data-unsent]').count(), 0);
});

test('others look again unseen, two people decide, and the competitor is told', async () => {
  const { R1, R2, R3, CH, SU, E1 } = pages;
  for (const id of ['E1', 'E2', 'E3'])
    assert.ok(await CH.locator(`[data-assign] input[value=${id}]`).isDisabled(), `${id} has scored this`);
  for (const id of ['R1', 'R2', 'R3']) await CH.check(`[data-assign] input[value=${id}]`);
  await CH.click('[data-action=assign]');
  await CH.waitForSelector('[data-stage=assigned]');

  for (const [index, page] of [R1, R2, R3].entries()) {
    await page.click('[data-view=appeals]');
    await page.click('[data-appeal="1"]');
    assert.equal(await page.locator('[data-score-of]').count(), 0, 'nobody sees another’s value before');
    const form = page.locator('form[data-entry="A1.J1"]');
    await form
      .locator(`input[value="${index === 0 ? 2 : 3}"]`)
      .locator('xpath=ancestor::label')
      .click();
    await form.locator('button.submit').click();
    await form.waitFor({ state: 'detached' });
  }
  await CH.waitForSelector('[data-look="A1.J1"] [data-score-of=R3]');
  await CH.selectOption('[name=outcome]', 'upheld');
  await CH.locator('[data-decide] .quick button').first().click();
  await CH.click('[data-action=decide]');

  await SU.click('[data-view=corrections]');
  await SU.click('[data-proposal="1"]');
  await SU.click('[data-action=confirm]');
  await SU.click('[data-action=confirm-now]');
  await SU.waitForSelector('[data-closed=confirmed]');
  await CH.waitForSelector('[data-outcome=upheld]');
  await CH.click('[data-action=tell]');
  await until(CH, 'the competitor to be told', () => !document.querySelector('[data-action=tell]'));
  await E1.click('[data-appeal="1"]');
  await E1.waitForSelector('[data-outcome=upheld]');
  const told = CH.affairs;
  assert.ok(told.appeals[0].noticed_at > 0);
  for (const page of Object.values(pages)) assert.deepEqual(page.faults, []);
});

async function recoveryFileOf(page) {
  await page.locator('.tools button', { hasText: 'This device' }).click();
  const download = page.waitForEvent('download');
  await page.locator('dialog button', { hasText: 'recovery file' }).click();
  const file = JSON.parse(await readFile(await (await download).path(), 'utf8'));
  await page.keyboard.press('Escape');
  return file;
}
