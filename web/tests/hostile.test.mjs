import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, until } from './support/browser.mjs';
import { openHostileProxy } from './support/hostile.mjs';
import { seeded, seedOf } from './support/random.mjs';
import { truthOf } from './support/truth.mjs';
import { pairInPage, typeInPage } from './support/typist.mjs';
import { openVenue } from './support/venue.mjs';

// Every session is a pairing of its own: an expert types over a line that delays, doubles, reorders, cuts and swallows.
// SESSIONS=1000 SEED=… node --test tests/hostile.test.mjs
const SESSIONS = Number(process.env.SESSIONS ?? 1000);
const SEED = seedOf('SEED');
const LANES = 16;
const PER_SESSION = 3;
const RELOADS = 0.15;
const CORRECTIONS = 0.2;
const FAULTS = { delayMs: 12, duplicate: 0.15, swap: 0.12, cut: 0.05, swallow: 0.04 };

let browser;
let venue;
before(async () => {
  browser = await openBrowser();
  venue = await openVenue({
    skills: LANES,
    competitors: Math.ceil((SESSIONS * PER_SESSION) / LANES / 20) + 1,
  });
});
after(async () => {
  await browser?.close();
  await venue?.close();
});

test(`${SESSIONS} sessions over a hostile line, seed ${SEED}: nothing lost, doubled or attached to another competitor`, async () => {
  console.log(`seed ${SEED}: SEED=${SEED} SESSIONS=${SESSIONS}`);
  const cookie = await venue.cookie();
  const lanes = Array.from({ length: LANES }, (_, lane) => lane);
  const done = await Promise.all(lanes.map((lane) => playLane(lane, cookie)));
  const sum = (what) => done.reduce((total, one) => total + one.wire[what], 0);
  console.log(
    `${sum('messages')} messages: ${sum('duplicated')} doubled, ${sum('swapped')} reordered, ${sum('cuts')} cuts, ${sum('swallowed')} answers swallowed`,
  );
  for (const { lane, expected, entries } of done) {
    const truth = await truthOf(venue, cookie, lane);
    assert.deepEqual(sorted(truth.values), sorted(expected), `lane ${lane}, seed ${SEED}`);
    assert.equal(truth.entries, entries, `entries of lane ${lane}, seed ${SEED}`);
  }
});

function sorted(values) {
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** One expert of one skill after the other on one page, each session on cells that are still open. */
async function playLane(lane, cookie) {
  const random = seeded(SEED + lane);
  const wire = await openHostileProxy({ target: venue.base, random, faults: FAULTS });
  const page = await browser.open('/marking', { base: wire.url });
  const cells = venue
    .competitors(lane)
    .flatMap((competitor) => venue.aspects.map(({ sub, id }) => ({ competitor, sub, aspect: id })));
  const expected = new Map();
  let entries = 0;
  const sessions = Math.floor(SESSIONS / LANES) + (lane < SESSIONS % LANES ? 1 : 0);
  for (let session = 0; session < sessions; session += 1) {
    await page.evaluate(pairInPage, await venue.code(cookie, lane));
    const work = Array.from({ length: PER_SESSION }, () => {
      const [cell] = cells.splice(Math.floor(random() * cells.length), 1);
      return { ...cell, value: valueFrom(random) };
    });
    const half = random() < RELOADS ? 1 + Math.floor(random() * (PER_SESSION - 1)) : PER_SESSION;
    await page.evaluate(typeInPage, work.slice(0, half));
    if (half < PER_SESSION) {
      await page.reload();
      await page.evaluate(typeInPage, work.slice(half));
    }
    for (const { competitor, aspect, value } of work) expected.set(`${competitor} ${aspect}`, value);
    entries += work.length;
    if (random() < CORRECTIONS) {
      const { competitor, sub, aspect } = work[Math.floor(random() * work.length)];
      const value = valueFrom(random);
      await page.evaluate(correctInPage, { competitor, sub, aspect, value });
      expected.set(`${competitor} ${aspect}`, value);
      entries += 1;
    }
    await until(page, `everything stored: lane ${lane}, session ${session}, seed ${SEED}`, allStored).catch(
      async (error) => {
        const shown = await page.evaluate(() => document.body.innerText);
        throw new Error(`${error.message}\n${shown}`, { cause: error });
      },
    );
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
  await wire.close();
  return { lane, expected, entries, wire: wire.done };
}

function allStored() {
  const queued = document.querySelector('[data-queued]')?.dataset.queued === '0';
  return queued && document.querySelector('[data-status=queued], [data-status=refused]') === null;
}

/** From 0 to 5 by hundredths, written as the server writes it. */
function valueFrom(random) {
  return String(Math.round(random() * 500) / 100);
}

/** Corrects an entry through the dialog, also while it is still queued. Runs in the browser. */
async function correctInPage({ competitor, sub, aspect, value }) {
  const look = async (what, test) => {
    const late = performance.now() + 20_000;
    for (;;) {
      const found = test();
      if (found) return found;
      if (performance.now() > late) throw new Error(`correcting: waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const one = (selector) => look(selector, () => document.querySelector(selector));
  (await one(`[data-competitor="${competitor}"]`)).click();
  await one(`[data-competitor="${competitor}"][aria-current]`);
  (await one(`[data-sub="${sub}"]`)).click();
  const card = await one(`[data-cell="${competitor}\\a ${aspect}"]`);
  (await look('the button', () => card.querySelector('.actions .button'))).click();
  const input = await one('dialog form .number-entry input');
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  (await one('dialog .quick button')).click();
  const submit = await one('dialog button.submit');
  await look('a value that can be sent', () => !submit.disabled);
  submit.click();
  await look('a question or the end', () => !submit.isConnected || document.querySelector('dialog .doubt'));
  if (submit.isConnected) submit.click();
  await look('the dialog to go', () => !submit.isConnected);
}
