import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from './support/browser.mjs';
import { css, mark, openHall } from './support/hall.mjs';
import { status } from './support/marking.mjs';

let hall;
before(async () => (hall = await openHall()));
after(() => hall.close());

test('three score unseen, all see the scores at once, too wide a spread is scored again, and the first round stays on record', async () => {
  const chief = await hall.page('CH');
  const experts = await Promise.all(['E1', 'E2', 'E3'].map((id) => hall.page(id)));
  const [first, second, third] = experts;
  const cell = `#aspect-${css('A1.J1')}`;

  await mark(first, 'C-1', 'A1', 'A1.J1', '0');
  await first.waitForSelector(status('A1.J1', 'stored'));
  await mark(second, 'C-1', 'A1', 'A1.J1', '1');
  await second.waitForSelector(status('A1.J1', 'stored'));
  await first.waitForSelector(`${cell} [data-panel=partial]`);
  assert.equal(await first.locator('[data-score-of]').count(), 0, 'nobody sees a score before all are there');

  await chief.click('[data-view=panels]');
  await chief.waitForSelector('[data-waiting="C-1 A1.J1"][data-state=partial]');
  await until(chief, 'who has scored and who has not', () =>
    /scored: E1, E2\s*not yet: E3/.test(document.querySelector('[data-waiting="C-1 A1.J1"]').textContent),
  );

  await mark(third, 'C-1', 'A1', 'A1.J1', '3');
  for (const page of experts) {
    await page.waitForSelector(`${cell} [data-panel=rescore]`);
    assert.deepEqual(
      await page.$$eval(`${cell} [data-score-of] strong`, (all) => all.map((one) => one.textContent)),
      ['0', '1', '3'],
    );
  }
  await chief.waitForSelector('[data-waiting="C-1 A1.J1"][data-state=rescore]');
  await chief.click('[data-view=competitor]');
  await until(chief, 'the list to say that a panel scores again', () =>
    /1 scored again/.test(document.querySelector('[data-competitor="C-1"]').textContent),
  );
  await chief.click('[data-view=panels]');

  for (const [index, page] of experts.entries()) {
    await mark(page, 'C-1', 'A1', 'A1.J1', ['2', '2', '3'][index]);
    await page.waitForSelector(`${cell} [data-status=stored]`);
  }
  await first.waitForSelector(`${cell} [data-panel=done]`);
  await first.click(`${cell} summary`);
  const before = await first.$$eval(`${cell} [data-round="1"] strong`, (all) =>
    all.map((one) => one.textContent),
  );
  assert.deepEqual(before, ['0', '1', '3']);
  await chief.waitForSelector('[data-waiting="C-1 A1.J1"]', { state: 'detached' });
  for (const page of [chief, ...experts]) assert.deepEqual(page.faults, []);
});
