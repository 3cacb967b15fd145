import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { looksRight } from './support/looks.mjs';
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
    await looksRight(page, {
      async show() {
        await page.waitForSelector(enter ? '[data-competitor], [data-expert]' : ready);
        await look?.(page);
      },
    });
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}
