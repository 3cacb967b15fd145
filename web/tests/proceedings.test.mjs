import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { overflow, violations } from './support/browser.mjs';
import { mark, openHall } from './support/hall.mjs';
import { status } from './support/marking.mjs';

const SOON = new Date(Date.now() + 25 * 60_000).toISOString();
const PAST = new Date(Date.now() - 10 * 60_000).toISOString();

let hall;
before(async () => {
  const days = `[days.1]\ndeadline = "${SOON}"\n[days.2]\ndeadline = "${PAST}"\n`;
  hall = await openHall({ rules: `[signing]\ncompetitor = true\n[appeals]\nminutes = 60\n${days}` });
});
after(() => hall.close());

test('the clock of the day stands in the header: a warning in the last half hour, late after it, and entries are still taken', async () => {
  const page = await hall.page('E1');
  await page.click('[data-competitor="C-1"]');
  await page.click('[data-sub=A1]');
  await page.waitForSelector('[data-deadline=soon]');
  const [, minutes] = /Day 1 closes in (\d+) min/.exec(await page.textContent('[data-deadline]'));
  assert.ok(minutes <= 25 && minutes >= (new Date(SOON) - Date.now()) / 60_000, `${minutes} min`);
  const other = await hall.page('R1');
  await other.waitForSelector('[data-deadline=late]');
  await mark(other, 'C-1', 'C1', 'C1.M1', '5');
  await other.waitForSelector(status('C1.M1', 'stored'));
});

test('the address says what is shown, and back works', async () => {
  const page = await hall.page('CH');
  await page.click('[data-view=signing]');
  await page.click('[data-part="day-1"]');
  await page.waitForSelector('[data-table=A1]');
  await page.goBack();
  await page.waitForSelector('[data-part="day-1"]');
  await page.goBack();
  await page.waitForSelector('[data-competitor]');
  await page.goForward();
  await page.waitForSelector('[data-part="day-1"]');
  await page.reload();
  await page.waitForSelector('[data-part="day-1"]');
});

const VIEWS = {
  CH: [
    'signing',
    'signing/sub-C1',
    'appeals',
    'appeals/1',
    'corrections',
    'corrections/new',
    'corrections/1',
    'panels',
    'measured',
  ],
  E1: ['signing', 'appeals', 'measured'],
};

test('axe is content with every view in both languages and colour schemes, and a phone needs no sideways scrolling', async () => {
  await prepare();
  for (const [expert, views] of Object.entries(VIEWS)) {
    const page = await hall.page(expert, { size: 'phone' });
    for (const language of ['zh', 'en']) {
      await page.evaluate((one) => localStorage.setItem('jinbang.language', one), language);
      await page.reload();
      await page.waitForSelector('.badge.live');
      for (const view of views) {
        await page.evaluate((hash) => (location.hash = hash), view);
        await page.waitForSelector(`[data-showing=${view.split('/')[0]}] > :nth-child(1)`);
        for (const scheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme: scheme });
          assert.deepEqual(await violations(page), [], `${expert} ${view} ${language} ${scheme}`);
        }
        assert.ok((await overflow(page)) <= 0, `${expert} ${view} ${language} overflows`);
      }
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});

/** An appeal, a proposal, a rescoring and a sheet to sign. */
async function prepare() {
  const [E1, E2, E3, R1, CH] = await Promise.all(['E1', 'E2', 'E3', 'R1', 'CH'].map((id) => hall.page(id)));
  for (const [index, page] of [E1, E2, E3].entries()) {
    await mark(page, 'C-1', 'A1', 'A1.J1', ['0', '1', '3'][index]);
    await page.waitForSelector('#aspect-A1\\.J1 [data-status]');
  }
  await mark(R1, 'C-2', 'C1', 'C1.M1', '4');
  await R1.waitForSelector(status('C1.M1', 'stored'));
  await R1.click('[data-view=appeals]');
  await R1.click('[data-action=appeal]');
  assert.deepEqual(await violations(R1), []);
  await R1.selectOption('[name=competitor]', 'C-2');
  await R1.check('[name=aspect][value="C1.M1"]');
  await R1.fill('[name=grounds]', 'read from the wrong label');
  await R1.click('[data-action=file]');
  await R1.waitForSelector('[data-appeal="1"]');
  await CH.click('[data-view=corrections]');
  await CH.click('[data-action=correct]');
  await CH.selectOption('[name=competitor]', 'C-2');
  await CH.selectOption('[name=aspect]', 'C1.M1');
  await CH.click('[data-change=team]');
  await CH.fill('form[data-entry="C1.M1"] .number-entry input', '5');
  await CH.click('form[data-entry="C1.M1"] button.submit');
  await CH.locator('.quick button').first().click();
  await CH.click('[data-action=propose]');
  await CH.waitForSelector('[data-proposal="1"]');
  for (const page of [E1, E2, E3, R1, CH]) await page.context().close();
}

test('the sheet in a competitor’s hand is readable for everybody', async () => {
  const [R2, CH] = await Promise.all(['R2', 'CH'].map((id) => hall.page(id)));
  assert.equal(await R2.locator('[data-showing]').count(), 0);
  await CH.click('[data-view=signing]');
  await CH.click('[data-sheet="2 C-1"] button');
  await CH.waitForSelector('[data-handed-over="C-1"]');
  assert.deepEqual(await violations(CH), []);
  await CH.setViewportSize({ width: 360, height: 740 });
  assert.ok((await overflow(CH)) <= 0);
});
