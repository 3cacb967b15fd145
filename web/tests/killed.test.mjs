import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from './support/browser.mjs';
import { openHostileProxy } from './support/hostile.mjs';
import { openProfile } from './support/killable.mjs';
import { truthOf } from './support/truth.mjs';
import { pairInPage, typeInPage } from './support/typist.mjs';
import { openVenue } from './support/venue.mjs';

// The browser is killed at each step of saving an entry, as by an empty battery, and started again on the same profile.
// BROWSER_KILLS=100 node --test tests/killed.test.mjs
const KILLS = Number(process.env.BROWSER_KILLS ?? 20);
const STEPS = ['saving', 'written', 'saved', 'sent', 'receipt'];
/** From here on the entry was shown as queued, so it must not be lost. */
const KEPT_FROM = STEPS.indexOf('saved');

let venue;
let wire;
let profile;
before(async () => {
  venue = await openVenue({ competitors: Math.ceil(KILLS / 20) + 1 });
  wire = await openHostileProxy({ target: venue.base });
  profile = await openProfile();
});
after(async () => {
  await wire?.close();
  await venue?.close();
  await profile?.remove();
});

test(`${KILLS} kills of the browser, at every step of saving: what was queued is stored once, where it belongs`, async () => {
  const cookie = await venue.cookie();
  const cells = venue
    .competitors(0)
    .flatMap((competitor) => venue.aspects.map(({ sub, id }) => ({ competitor, sub, aspect: id })));
  const typed = [];
  const paired = await profile.start();
  await (await paired.open(`${wire.url}/marking`)).evaluate(pairInPage, await venue.code(cookie, 0));
  await paired.close();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const tablet = await profile.start();
    const page = await tablet.open(`${wire.url}/marking`);
    await until(page, `everything of before: kill ${kill}`, settled);
    const step = STEPS[kill % STEPS.length];
    const entry = { ...cells[kill], value: String((kill % 500) / 100) };
    typed.push({ ...entry, step });
    const killed = untilStep();
    await page.evaluate(stopAt, step);
    page.evaluate(typeInPage, [entry]).catch(() => undefined);
    await killed;
    await tablet.kill();
  }
  const tablet = await profile.start();
  const page = await tablet.open(`${wire.url}/marking`);
  await until(page, 'everything', settled);
  await tablet.kill();
  const { values, entries } = await truthOf(venue, cookie, 0);
  for (const { competitor, aspect, value, step } of typed) {
    const stored = values.get(`${competitor} ${aspect}`);
    const may = STEPS.indexOf(step) < KEPT_FROM && stored === undefined;
    assert.ok(
      may || stored === value,
      `${competitor} ${aspect}, killed at ${step}: ${stored} instead of ${value}`,
    );
  }
  assert.equal(entries, values.size);
});

function settled() {
  const queue = document.querySelector('[data-queued]');
  return document.querySelector('.badge.live') !== null && queue?.dataset.queued === '0';
}

/** When the page reaches its step it asks for this and waits for ever, with everything it is doing. */
function untilStep() {
  return new Promise((resolve) => {
    wire.request = ({ url }) => {
      if (url !== '/killed') return false;
      resolve();
      return true;
    };
  });
}

/** Runs in the page: at the step it stands still, in the middle of whatever it does. */
function stopAt(step) {
  const mark = performance.mark.bind(performance);
  performance.mark = (name, options) => {
    if (name === `jinbang-${step}`) {
      const request = new XMLHttpRequest();
      request.open('GET', '/killed', false);
      request.send();
    }
    return mark(name, options);
  };
}
