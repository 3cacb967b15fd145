import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, overflow, violations } from './support/browser.mjs';
import { pairByForm } from './support/marking.mjs';
import { organiserPassword } from './support/settings.mjs';
import { competition, freshCode, liveSkill } from './support/server.mjs';

let browser;
let skill;
let board;
before(async () => {
  browser = await openBrowser();
  skill = await liveSkill();
  board = `/board/${(await competition()).id}/${skill.id}`;
});
after(() => browser.close());

const PAGES = {
  home: { path: () => '/', ready: 'a[href^="/board/"]' },
  board: { path: () => board, ready: '.rows [role=row]' },
  'big screen': { path: () => `${board}?screen=1`, ready: '.rows [role=row]' },
  pairing: { path: () => '/marking', ready: 'input[name=code]' },
  marking: {
    path: () => '/marking',
    ready: 'input[name=code]',
    async enter(page) {
      await pairByForm(page, await freshCode(skill.id));
    },
    async look(page) {
      await page.click('[data-competitor]:not(:disabled)');
      await page.waitForSelector('#sheet-title');
    },
  },
  'sign-in': { path: () => '/desk', ready: 'input[name=password]' },
  desk: {
    path: () => '/desk',
    ready: 'input[name=password]',
    async enter(page) {
      await page.fill('input[name=password]', organiserPassword);
      await page.click('form button.primary');
      await page.waitForSelector('[data-expert]');
    },
  },
};

for (const [name, { path, ready, enter, look }] of Object.entries(PAGES)) {
  test(`${name}: axe is content in both languages and colour schemes, and a phone needs no sideways scrolling`, async () => {
    const page = await browser.open(path(), { size: 'phone' });
    await page.waitForSelector(ready);
    await enter?.(page);
    for (const language of ['zh', 'en']) {
      await page.evaluate((one) => localStorage.setItem('jinbang.language', one), language);
      for (const scheme of ['light', 'dark']) {
        for (const width of [360, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme: scheme });
          await page.reload();
          await page.waitForSelector(enter ? '[data-competitor], [data-expert]' : ready);
          await look?.(page);
          assert.deepEqual(await violations(page), [], `${language} ${scheme} ${width}`);
          assert.ok((await overflow(page)) <= 0, `${language} ${width} px overflows`);
        }
      }
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}
