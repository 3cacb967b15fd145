import assert from 'node:assert/strict';
import { overflow, violations } from './browser.mjs';

/**
 * The page in both languages, both colour schemes and at each width: axe is content, and nothing is wider than the window. `show`
 * waits, after a load, for what is to be looked at; at `fits` it is only asked for its width.
 */
export async function looksRight(page, { show, widths = [360, 1440], fits = [] }) {
  for (const language of ['zh', 'en']) {
    await page.evaluate((one) => localStorage.setItem('jinbang.language', one), language);
    await page.reload();
    await show(page);
    for (const width of [...fits, ...widths]) {
      await page.setViewportSize({ width, height: 900 });
      assert.ok((await overflow(page)) <= 0, `${language} ${width} px overflows`);
      for (const scheme of widths.includes(width) ? ['light', 'dark'] : []) {
        await page.emulateMedia({ colorScheme: scheme });
        assert.deepEqual(await violations(page), [], `${language} ${scheme} ${width}`);
      }
    }
  }
}
