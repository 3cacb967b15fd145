import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, overflow, until } from './support/browser.mjs';
import { judge } from './support/judges.mjs';
import { allStored, enter, findOpen, MEASUREMENT, pairByForm } from './support/marking.mjs';
import { openProxy } from './support/proxy.mjs';
import { competition, freshCode, liveSkill, signIn } from './support/server.mjs';
import { baseUrl } from './support/settings.mjs';

let browser;
let path;
let place;
let skill;
before(async () => {
  browser = await openBrowser();
  skill = await liveSkill();
  const { id } = await competition();
  place = `${id}/${skill.id}`;
  path = `/board/${place}`;
  // Once somebody has marks, it is said of everybody what can still come.
  const page = await browser.open('/');
  await judge(page, {
    base: baseUrl,
    cookie: await signIn(),
    competition: id,
    skill: skill.id,
    competitors: 1,
  });
  await page.context().close();
});
after(() => browser.close());

const ROW = '.rows [role=row]';

test('the board has a row for every competitor', async () => {
  const page = await browser.open(path);
  await page.waitForSelector(ROW);
  await page.waitForSelector('.badge.live');
  assert.equal(await page.locator(ROW).count(), skill.competitors);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

for (const width of [360, 390, 760, 820, 1024, 1440, 3840]) {
  test(`no part of a row is cut off at ${width} px`, async () => {
    const page = await browser.open(path, { language: 'en' });
    await page.setViewportSize({ width, height: 900 });
    await page.waitForSelector(`${ROW} [data-chance=medalPossible]`);
    const cut = await page.$$eval(`${ROW}, ${ROW} .medal`, (parts) =>
      parts.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
    );
    assert.deepEqual(cut, []);
    await page.context().close();
  });
}

test('a mark that comes in is seen at once', async () => {
  const board = await browser.open(path);
  await board.waitForSelector(ROW);
  const tablet = await browser.open('/marking');
  await pairByForm(tablet, await freshCode(skill.id));
  const { competitor, aspect } = await findOpen(tablet, MEASUREMENT);
  const row = `[data-competitor="${competitor}"]`;
  const count = () => board.locator(`${row} .count`).textContent();
  const before = await count();
  await enter(tablet, aspect);
  await allStored(tablet);
  await until(
    board,
    'one more mark on the board',
    ([selector, old]) => document.querySelector(`${selector} .count`)?.textContent !== old,
    [row, before],
  );
  assert.equal(parseInt(await count()), parseInt(before) + 1);
  for (const page of [board, tablet]) {
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});

test('a lost connection is shown with its age, and comes back by itself', async () => {
  const wire = await openProxy();
  const page = await browser.open(path, { base: wire.url });
  await page.waitForSelector('.badge.live');
  wire.cut('everything');
  await page.waitForSelector('.badge.waiting');
  await page.waitForSelector('[data-stale]');
  assert.equal(await page.locator(ROW).count(), skill.competitors, 'the last state stays');
  wire.cut('nothing');
  await page.waitForSelector('.badge.live');
  await page.waitForSelector('[data-stale]', { state: 'detached' });
  await page.context().close();
  await wire.close();
});

test('losing the network is noticed at once', async () => {
  const page = await browser.open(path);
  await page.waitForSelector('.badge.live');
  await page.context().setOffline(true);
  await page.waitForSelector('.badge:not(.live)');
  await page.context().setOffline(false);
  await page.waitForSelector('.badge.live');
  await page.context().close();
});

test('the big screen shows pages that fit', async () => {
  const page = await browser.open(`${path}?screen=1`);
  await page.waitForSelector(ROW);
  const fits = await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight);
  assert.ok(fits);
  await page.keyboard.press('Escape');
  await page.waitForSelector('header .brand');
  await page.context().close();
});

for (const [width, height] of [
  [1280, 720],
  [1920, 1080],
]) {
  test(`on a big screen of ${width} × ${height} nothing in the header lies on anything else`, async () => {
    const page = await browser.open(`${path}?screen=1`, { language: 'en' });
    await page.setViewportSize({ width, height });
    await page.waitForSelector(ROW);
    const overlaps = await page.evaluate(() => {
      const parts = [...document.querySelectorAll('header > *, header .titles > *')];
      const boxes = parts.map((part) => [part, part.getBoundingClientRect()]);
      return boxes.flatMap(([a, one], at) =>
        boxes
          .slice(at + 1)
          .filter(([b]) => !a.contains(b))
          .filter(([, other]) => one.right > other.left + 1 && other.right > one.left + 1)
          .filter(([, other]) => one.bottom > other.top + 1 && other.bottom > one.top + 1)
          .map(([b]) => `${a.textContent} / ${b.textContent}`),
      );
    });
    assert.deepEqual(overlaps, []);
    await page.context().close();
  });
}

test('in the plain table every number stands on one line, on a phone too', async () => {
  const page = await browser.open(`/embed/${place}`, { size: 'phone' });
  const heights = await page.$$eval('tbody .number', (all) =>
    all.map((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return range.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight);
    }),
  );
  assert.ok(heights.length > 0 && heights.every((lines) => lines < 1.5), heights.join(' '));
  assert.ok((await overflow(page)) <= 0);
  await page.context().close();
});

test('a board that does not exist says so', async () => {
  const page = await browser.open('/board/nowhere/nothing');
  await page.waitForSelector('.notice.bad');
  await page.context().close();
});
