import { until } from './browser.mjs';

/** Pairs through the form, as an expert does, and waits for the list of competitors. */
export async function pairByForm(page, code) {
  await page.fill('input[name=code]', code);
  await page.click('form button.primary');
  await page.waitForSelector('[data-competitor]');
  await live(page);
}

export async function live(page) {
  await page.waitForSelector('.badge.live');
}

/** Goes through sheets until one has an open entry of the wanted kind; answers its aspect and competitor. */
export async function findOpen(page, selector) {
  const competitors = await page.$$eval('[data-competitor]:not(:disabled)', (all) =>
    all.map((one) => one.dataset.competitor),
  );
  for (const competitor of competitors) {
    await page.click(`[data-competitor="${competitor}"]`);
    await page.waitForSelector('#sheet-title');
    const subs = await page.$$eval('[data-sub]', (all) => all.map((one) => one.dataset.sub));
    for (const sub of subs) {
      await page.click(`[data-sub="${sub}"]`);
      await page.waitForSelector(`[data-sub="${sub}"][aria-pressed=true]`);
      const form = await page.$(selector);
      if (form)
        return { competitor, sub, aspect: await form.evaluate((one) => one.closest('form').dataset.entry) };
    }
  }
  throw new Error(`nothing open for ${selector}`);
}

export const MEASUREMENT =
  'form[data-entry] :is(.yes-no, .choice) input, form[data-entry] .number-entry input';
export const BUTTONS = 'form[data-entry] :is(.yes-no, .choice) input';
export const JUDGEMENT = 'form[data-entry] .options.score input';

/** Enters whatever the aspect takes: the `nth` option, or a number. */
export async function enter(page, aspect, nth = 0) {
  const form = page.locator(`form[data-entry="${aspect}"]`);
  const options = form.locator('label.option');
  if ((await options.count()) > 0) await options.nth(nth).click();
  else await form.locator('.number-entry input').fill(String(nth));
  await submit(page, form);
}

/** An unlikely value is asked about once: the same again takes it. */
export async function submit(page, form) {
  // By the element itself: the next form may come at once.
  const given = await form.elementHandle();
  await form.locator('button.submit').click();
  const answered = (one) => !one.isConnected || one.querySelector('.doubt') !== null;
  await until(page, 'the entry to be taken or asked about', answered, given);
  if (await given.evaluate((one) => one.isConnected)) await form.locator('button.submit').click();
}

export function status(aspect, state) {
  return `#aspect-${escaped(aspect)} [data-status=${state}]`;
}

export async function position(page, aspect) {
  const text = await page.getAttribute(`#aspect-${escaped(aspect)} [data-position]`, 'data-position');
  return Number(text);
}

export async function allStored(page) {
  await until(
    page,
    'the queue to be empty',
    () => document.querySelector('[data-queued]')?.dataset.queued === '0',
  );
}

function escaped(id) {
  return id.replace(/[^a-zA-Z0-9_-]/g, (character) => `\\${character}`);
}
