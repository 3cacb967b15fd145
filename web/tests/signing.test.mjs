import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from './support/browser.mjs';
import { css, mark, openHall, sign } from './support/hall.mjs';
import { allStored, status } from './support/marking.mjs';

let hall;
const pages = {};
before(async () => {
  hall = await openHall({ rules: '[signing]\ncompetitor = true\n' });
  await Promise.all(
    ['E1', 'E2', 'E3', 'R1', 'CH', 'SU'].map(async (id) => (pages[id] = await hall.page(id))),
  );
});
after(() => hall.close());

test('a day ends with signatures, from the team to the supervisor, and with the competitor’s own', async () => {
  const { E1, E2, E3, R1, CH, SU } = pages;
  for (const competitor of ['C-1', 'C-2']) {
    await mark(E1, competitor, 'A1', 'A1.M1', '3');
    await E1.waitForSelector(status('A1.M1', 'stored'));
    await mark(E1, competitor, 'B1', 'B1.M1', '1');
    await E1.waitForSelector(status('B1.M1', 'stored'));
    for (const page of [E1, E2, E3]) {
      await mark(page, competitor, 'A1', 'A1.J1', '2');
      await page.waitForSelector(status('A1.J1', 'stored'));
    }
    await mark(R1, competitor, 'C1', 'C1.M1', '5');
    await R1.waitForSelector(status('C1.M1', 'stored'));
  }

  await CH.click('[data-view=signing]');
  await CH.waitForSelector('[data-nothing-mine]');
  for (const [page, part] of [
    [E1, 'sub-A1'],
    [E2, 'sub-A1'],
    [E3, 'sub-A1'],
    [E1, 'sub-B1'],
    [R1, 'sub-C1'],
  ])
    await sign(page, part);
  await E1.click('[data-view=competitor]');
  await E1.click('[data-competitor="C-1"]');
  await E1.click('[data-sub=A1]');
  await E1.waitForSelector(status('A1.M1', 'stored'));
  // What is signed is locked.
  await E1.waitForSelector(`#aspect-${css('A1.M1')} .actions button`, { state: 'detached' });
  for (const part of ['sub-A1', 'sub-B1', 'sub-C1']) await sign(CH, part);

  for (const day of [1, 2]) {
    for (const competitor of ['C-1', 'C-2']) await competitorSigns(CH, day, competitor, competitor === 'C-1');
    await CH.click('[data-view=signing]');
    await sign(CH, `day-${day}`);
  }
  await sign(CH, 'skill');
  await sign(SU, 'skill');
  await SU.goBack();
  await until(
    SU,
    'everything to be signed',
    () => document.querySelectorAll('[data-part] .good').length === 6,
  );
});

/** Hands the tablet over, lets the competitor sign, and takes it back. */
async function competitorSigns(page, day, competitor, agreed) {
  await page.click('[data-view=signing]');
  await page.click(`[data-sheet="${day} ${competitor}"] button`);
  const dialog = page.locator(`[data-handed-over="${competitor}"]`);
  assert.equal(await dialog.locator('[data-mark="A1.M1"]').count(), day === 1 ? 1 : 0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.reload();
  await dialog.waitFor();
  assert.ok(await dialog.isVisible(), 'neither Escape nor a reload leads out of it');
  await dialog
    .locator('.actions button')
    .nth(agreed ? 0 : 1)
    .click();
  if (!agreed) await dialog.locator('textarea').fill('the cable was not mine');
  await dialog.locator('.actions button.primary').click();
  await dialog.locator('.actions').waitFor({ state: 'detached' });
  await dialog.locator('[name=expert]').fill('E1');
  await dialog.locator('form button').click();
  await dialog.locator('[role=alert]').waitFor();
  await dialog.locator('[name=expert]').fill('ch');
  await dialog.locator('form button').click();
  await dialog.waitFor({ state: 'detached' });
  await page.waitForSelector(`[data-sheet="${day} ${competitor}"] ${agreed ? '.good' : '.bad'}`);
}

test('a correction by two people is shown with before and after, and takes back the signatures of what it changes', async () => {
  const { CH, SU } = pages;
  await CH.click('[data-view=corrections]');
  await CH.click('[data-action=correct]');
  await CH.selectOption('[name=competitor]', 'C-2');
  await CH.selectOption('[name=aspect]', 'A1.J1');
  await CH.click('[data-change=E2]');
  await CH.locator('form[data-entry="A1.J1"] input[value="3"]').locator('xpath=ancestor::label').click();
  await CH.locator('form[data-entry="A1.J1"] button.submit').click();
  await CH.waitForSelector('[data-changes] [data-before]');
  assert.equal((await CH.textContent('[data-changes] [data-before]')).trim(), '2');
  assert.equal((await CH.textContent('[data-changes] [data-after]')).trim(), '3');
  await CH.locator('.quick button').first().click();
  await CH.click('[data-action=propose]');
  await CH.click('[data-proposal="1"]');
  await CH.waitForSelector('[data-closing="1"]');
  assert.equal(await CH.locator('[data-action=confirm]').count(), 0, 'nobody confirms the own proposal');

  await SU.click('[data-view=corrections]');
  await SU.click('[data-proposal="1"]');
  assert.equal((await SU.textContent('[data-changes] [data-before]')).trim(), '2');
  await SU.click('[data-action=impact]');
  await SU.waitForSelector('[data-impact] [data-row="C-2"]');
  await SU.click('[data-action=confirm]');
  await SU.click('[data-action=confirm-now]');
  await SU.waitForSelector('[data-closed=confirmed]');

  await CH.click('[data-view=signing]');
  await until(CH, 'A1, its day and the skill to be unsigned', () =>
    ['sub-A1', 'day-1', 'skill'].every((part) => !document.querySelector(`[data-part=${part}] .good`)),
  );
  assert.ok(await CH.locator('[data-part=sub-C1] .good').count(), 'what did not change stays signed');
  assert.match(
    await CH.textContent('[data-sheet="1 C-2"] [data-declined]'),
    /Declined.*the cable was not mine.*signs again/s,
  );
});

test('unlocking takes a second person, who sees the reason', async () => {
  const { CH, SU, R1 } = pages;
  await CH.click('[data-view=competitor]');
  await CH.click('[data-competitor="C-1"]');
  await CH.click('[data-sub=C1]');
  await CH.locator('.controls button').click();
  const dialog = CH.locator('dialog[open]');
  await dialog.locator('.quick button').first().click();
  await dialog.locator('button.primary').click();
  await SU.click('[data-view=corrections]');
  await SU.waitForSelector('[data-unlock=C1]');
  assert.match(await SU.textContent('[data-unlock=C1]'), /Entry missing/);
  await SU.click('[data-unlock=C1] button');
  await R1.click('[data-view=competitor]');
  await R1.click('[data-competitor="C-1"]');
  await R1.waitForSelector(`#aspect-${css('C1.M1')} .actions button`);
  await SU.waitForSelector('[data-unlock=C1]', { state: 'detached' });
});

test('nothing went wrong in any page', async () => {
  for (const page of Object.values(pages)) {
    await allStored(page);
    assert.deepEqual(page.faults, []);
  }
});
