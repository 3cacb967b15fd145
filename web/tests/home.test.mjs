import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, until } from './support/browser.mjs';
import { competition } from './support/server.mjs';

let browser;
before(async () => (browser = await openBrowser()));
after(() => browser.close());

for (const language of ['zh', 'en']) {
  test(`home shows every skill with its progress (${language})`, async () => {
    const { title, skills } = await competition();
    const page = await browser.open('/', { language });
    await page.waitForSelector('a[href^="/board/"]');
    assert.equal(await page.getAttribute('html', 'lang'), language === 'zh' ? 'zh-Hans' : 'en');
    const text = await page.textContent('main');
    assert.ok(text.includes(title[language] || title.zh || title.en));
    for (const skill of skills) {
      const card = page.locator(`a[href$="/${skill.id}"]`);
      assert.ok(
        (await card.textContent()).includes(skill.title[language] || skill.title.zh || skill.title.en),
      );
      assert.equal(await card.locator('progress').count(), skill.progress ? 1 : 0);
      const labels = await card
        .locator('[data-label]')
        .evaluateAll((all) => all.map((one) => one.dataset.label));
      assert.deepEqual(labels, skill.label.kind === 'hidden' ? [] : [skill.label.kind]);
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}

test('the chosen language and colours are remembered', async () => {
  const page = await browser.open('/', { language: 'zh' });
  await page.waitForSelector('a[href^="/board/"]');
  await page.click('.switches button:nth-child(1)');
  await until(page, 'the page in English', () => document.documentElement.lang === 'en');
  await page.click('.switches button:nth-child(2)');
  await until(page, 'a chosen scheme', () => document.documentElement.dataset.scheme === 'light');
  await page.reload();
  await page.waitForSelector('a[href^="/board/"]');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.equal(await page.getAttribute('html', 'data-scheme'), 'light');
  await page.context().close();
});

test('home says when the server does not answer, and recovers', async () => {
  const page = await browser.open('/');
  await page.waitForSelector('a[href^="/board/"]');
  await page.context().setOffline(true);
  await page.waitForSelector('.notice.wait');
  await page.context().setOffline(false);
  await page.waitForSelector('.notice.wait', { state: 'detached' });
  await page.context().close();
});
