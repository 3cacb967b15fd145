// Prints what marking costs an expert and a tablet: taps per mark, time from tap to stored, JavaScript shipped, first use to first mark.
// JINBANG_PROGRAM=target/release/jinbang npm --prefix web run measure
import { gzipSync } from 'node:zlib';
import { openBrowser, until } from './support/browser.mjs';
import { allStored } from './support/marking.mjs';
import { openVenue } from './support/venue.mjs';

const MARKS = Number(process.env.MARKS ?? 200);

const browser = await openBrowser();
const venue = await openVenue({ competitors: Math.ceil(MARKS / 20) + 1 });
const cookie = await venue.cookie();

const shipped = new Map();
const page = await browser.open('/', { base: venue.base, language: 'en' });
page.on('response', async (answer) => {
  const path = new URL(answer.url()).pathname;
  if (path.endsWith('.js') && !answer.fromServiceWorker())
    shipped.set(path, await answer.body().catch(() => null));
});

const code = await venue.code(cookie, 0);
const opened = performance.now();
await page.goto(`${venue.base}/marking#pair=${code}`);
await page.waitForLoadState('networkidle');
const first = new Map(shipped);
await page.click('form button.primary');
await page.click('.columns button.primary');
await page.keyboard.type('1.5');
await page.keyboard.press('Enter');
await page.waitForSelector('[data-status=stored]');
const firstMark = performance.now() - opened;

await page.evaluate(() => {
  globalThis.taps = new Map();
  globalThis.took = [];
  let tapped = 0;
  addEventListener('submit', (event) => (tapped = event.timeStamp), true);
  new PerformanceObserver((list) => {
    for (const { name, detail, startTime } of list.getEntries()) {
      if (name === 'jinbang-saved') globalThis.taps.set(detail, tapped);
      if (name === 'jinbang-stored' && globalThis.taps.has(detail)) {
        globalThis.took.push(startTime - globalThis.taps.get(detail));
      }
    }
  }).observe({ type: 'mark' });
});
let taps = 0;
const tap = async (selector) => {
  taps += 1;
  await page.locator(selector).click();
};
for (let mark = 0; mark < MARKS; mark += 1) {
  const before = await page.evaluate(() => globalThis.took.length);
  const form = await page.evaluate(
    () => document.activeElement?.closest('form[data-entry]')?.dataset.entry ?? '',
  );
  if (!form) {
    await tap('.who .next');
    await until(page, 'the next field', () => document.activeElement?.closest('form[data-entry]'));
  }
  const entry = await page.evaluate(() => document.activeElement.closest('form[data-entry]').dataset.entry);
  for (const digit of `${(mark % 4) + 1}`) await tap(`form[data-entry="${entry}"] .pad .key-${digit}`);
  await page.locator(`form[data-entry="${entry}"] button.submit`).click();
  taps += 1;
  await until(page, 'stored', (n) => globalThis.took.length > n, before);
}
await allStored(page);
const took = (await page.evaluate(() => globalThis.took)).sort((a, b) => a - b);
const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))].toFixed(1);
const kilobytes = (files) =>
  ([...files.values()].reduce((sum, body) => sum + (body ? gzipSync(body).length : 0), 0) / 1000).toFixed(1);
console.log(`taps per mark, a whole number by the number pad: ${(taps / MARKS).toFixed(2)} (${MARKS} marks)`);
console.log(`from tap to stored, loopback: median ${at(0.5)} ms, p99 ${at(0.99)} ms`);
console.log(
  `JavaScript to the tablet, gzip: ${kilobytes(first)} kB before pairing, ${kilobytes(shipped)} kB in all (${shipped.size} files)`,
);
console.log(
  `from the page's first request to the first mark stored, by script: ${(firstMark / 1000).toFixed(2)} s`,
);
await browser.close();
await venue.close();
