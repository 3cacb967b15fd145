import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { looksRight } from './support/looks.mjs';
import { enter, live } from './support/marking.mjs';
import { serveEmpty } from './support/ownServer.mjs';
import { ask, signIn } from './support/server.mjs';
import { workbook, zip } from './support/workbook.mjs';

const FIXTURE = new URL('../../fixtures/competitions/digital-skills', import.meta.url).pathname;

let browser;
let server;
before(async () => {
  browser = await openBrowser();
  server = await serveEmpty();
});
after(async () => {
  await browser.close();
  await server.close();
});

async function signedIn(path = '/setup', options = {}) {
  const page = await browser.open(path, { base: server.base, language: 'en', ...options });
  await page.fill('input[name=password]', server.password);
  await page.click('form button.primary');
  await page.waitForSelector('input[name=password]', { state: 'detached' });
  return page;
}

async function save(page) {
  await page.click('[data-action=save]');
  await page.waitForSelector('[data-action=save]:disabled');
  await page.waitForSelector('section[aria-busy=false]');
}

const fill = (page, cell, text) => page.fill(`[data-cell="${cell}"]`, text);

/** A new draft from the template, by the form. */
async function create(page, id) {
  await page.fill('input[name=draft]', id);
  await page.fill('input[name=title-en]', 'Harbour Cup');
  await page.fill('input[name=title-zh]', '港口杯');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForSelector('[data-skill="skill-1"]');
}

test('a competition from scratch, through the forms: opened, paired by a card, marked, on the board', async () => {
  const page = await signedIn();
  await create(page, 'harbour');
  // Rules by form.
  await page.goto(`${server.base}/setup#draft/harbour/skill/skill-1`);
  await page.fill('input[name="title.en"]', 'Rigging');
  await page.getByText('Judgement (J)').click();
  await page.fill('input[name="judgement.experts"]', '1');
  await save(page);
  // The scheme in the grid, with the keyboard and a cell pasted from a spreadsheet.
  await page.goto(`${server.base}/setup#draft/harbour/scheme/skill-1`);
  await page.waitForSelector('[data-cell="1/0"]');
  const columns = await page.$$eval('thead th', (all) =>
    all.map((one) => one.textContent.trim().split(/\s/)[0]),
  );
  const mark = columns.indexOf('max_mark') - 1;
  await fill(page, `0/${mark}`, '70');
  await save(page);
  await page.waitForSelector('[data-fault=total-differs]');
  await page.focus(`[data-cell="1/${mark}"]`);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+z');
  assert.equal(await page.inputValue(`[data-cell="0/${mark}"]`), '60');
  await save(page);
  await page.waitForSelector('[data-fault=total-differs]', { state: 'detached' });
  // People.
  await page.goto(`${server.base}/setup#draft/harbour/table/competitors`);
  await page.click('[data-action=add-row]');
  await fill(page, '0/0', 'C1');
  await fill(page, '0/1', 'skil-1');
  await save(page);
  await page.waitForSelector('[data-cell="0/1"][aria-invalid=true]');
  await fill(page, '0/1', 'skill-1');
  await save(page);
  await page.waitForSelector('[data-cell="0/1"]:not([aria-invalid])');
  await page.goto(`${server.base}/setup#draft/harbour/table/experts`);
  await page.click('[data-action=add-row]');
  await page.focus('[data-cell="0/0"]');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'E1\tskill-1\t李工\tLi\nE2\tskill-1\t王工\tWang\n');
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await save(page);
  assert.equal(await page.inputValue('[data-cell="1/3"]'), 'Wang');
  // Opened, after a second look.
  await page.goto(`${server.base}/setup#draft/harbour`);
  await page.click('[data-action=open]:enabled');
  await page.check('dialog input[type=checkbox]');
  await page.click('[data-action=open-now]');
  await page.waitForSelector('.notice.good');
  // Cards.
  await page.goto(`${server.base}/setup#cards/harbour`);
  await page.click('[data-action=issue]');
  await page.waitForSelector('[data-card]');
  assert.equal(await page.locator('[data-card]').count(), 2);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[data-card] img')].every((one) => one.naturalWidth > 0),
  );
  const code = await page.getAttribute('[data-card]', 'data-card');
  assert.match(code, /^[A-Z2-9]{8}$/);
  // Eight cards on a sheet of A4, and nothing else.
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('[data-action=issue]').isVisible(), false);
  assert.ok(
    Math.abs((await page.locator('[data-card]').first().boundingBox()).height - (69 / 25.4) * 96) < 2,
  );
  await page.emulateMedia({ media: 'screen' });

  const tablet = await browser.open('/marking', { base: server.base, size: 'tablet' });
  await tablet.fill('input[name=code]', `${code.slice(0, 4)} ${code.slice(4)}`.toLowerCase());
  await tablet.click('form button.primary');
  await tablet.waitForSelector('[data-competitor]');
  await live(tablet);
  await tablet.click('[data-competitor="C1"]');
  await tablet.waitForSelector('#sheet-title');
  await enter(tablet, 'A1.M1', 42);
  await tablet.waitForSelector('[data-status=stored]');
  const board = await browser.open('/board/harbour/skill-1', { base: server.base });
  await board.waitForFunction(() => document.body.textContent.includes('42'));
  await page.reload();
  await page.waitForFunction(() =>
    /used/.test(document.querySelector('[data-expert=E1]')?.textContent ?? ''),
  );
  for (const one of [page, tablet, board]) {
    assert.deepEqual(one.faults, []);
    await one.context().close();
  }
});

test('a folder is uploaded whole, and its workbook shown', async () => {
  const page = await signedIn();
  await page.check('input[value=upload]');
  await page.fill('input[name=draft]', 'uploaded');
  await page.setInputFiles('input[name=folder]', FIXTURE);
  await page.waitForFunction(() => /12 files/.test(document.body.textContent));
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForSelector('[data-skill="artificial-intelligence"]');
  assert.equal(await page.locator('[data-skill]').count(), (await readdir(join(FIXTURE, 'skills'))).length);
  await page.waitForSelector('[data-action=open]:enabled');
  await page.goto(`${server.base}/setup#draft/uploaded/scheme/artificial-intelligence`);
  await page.waitForSelector('[data-cell="0/0"][readonly]');
  await page.getByRole('button', { name: /Turn into a table/ }).click();
  await page.waitForSelector('[data-action=save]');
  await page.waitForSelector('[data-cell="0/0"]:not([readonly])');
  // The text, where a fault leads to its line.
  await page.goto(`${server.base}/setup#draft/uploaded/text/competition.toml`);
  const text = page.locator('textarea');
  await text.fill(`${await readFile(join(FIXTURE, 'competition.toml'), 'utf8')}\nodd = \n`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForSelector('[data-fault=toml-syntax]');
  await page.getByRole('button', { name: 'Back to the version before' }).click();
  await page.waitForSelector('[data-fault=toml-syntax]', { state: 'detached' });
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a .zip is unpacked in the page', async () => {
  const page = await signedIn();
  await page.check('input[value=upload]');
  await page.fill('input[name=draft]', 'zipped');
  const files = {
    'cup/competition.toml': 'title = "Zipped"\n',
    'cup/skills/web/scheme.csv': 'aspect,type,max_mark\nA1.M1,M,100\n',
    'cup/notes.txt': 'for nobody',
  };
  await page.setInputFiles('input[name=files]', { name: 'cup.zip', mimeType: '', buffer: zip(files) });
  await page.waitForFunction(
    () => /2 files/.test(document.body.textContent) && /notes\.txt/.test(document.body.textContent),
  );
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForSelector('[data-skill="web"]');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('two people at one file: the second is told', async () => {
  const page = await signedIn();
  await create(page, 'shared');
  await page.goto(`${server.base}/setup#draft/shared/table/competitors`);
  await page.click('[data-action=add-row]');
  await fill(page, '0/0', 'C1');
  const cookie = await signIn(server.password, server.base);
  const path = `${server.base}/api/drafts/shared/files/competitors.csv`;
  const etag = (await fetch(path, { headers: { cookie } })).headers.get('etag');
  const written = await fetch(path, {
    method: 'PUT',
    headers: { cookie, 'if-match': etag },
    body: 'id,skill\nC9,skill-1\n',
  });
  assert.equal(written.status, 200);
  await page.click('[data-action=save]');
  await page.waitForSelector('.notice.bad');
  await page.getByRole('button', { name: /Load again/ }).click();
  await page.waitForFunction(() => document.querySelector('[data-cell="0/0"]')?.value === 'C9');
  await page.context().close();
});

test('a workbook of competitors with faults is shown before it is taken in', async () => {
  const cookie = await signIn(server.password, server.base);
  await ask('POST', '/api/drafts', {
    body: { draft: 'lists', from: { template: { title: { zh: '', en: 'Lists' } } } },
    cookie,
    base: server.base,
  });
  const page = await signedIn('/setup#draft/lists/list/competitors');
  const rows = [
    ['编号', '姓名', '类别'],
    ['A1', '沈翀', '职工'],
    ['A1', '吕翊', 'robot'],
  ];
  await page.setInputFiles('input[name=list]', { name: 'list.xlsx', mimeType: '', buffer: workbook(rows) });
  await page.waitForSelector('select[name=skill]');
  await page.selectOption('select[name=skill]', 'skill-1');
  await page.waitForFunction(() => document.querySelectorAll('td.wrong').length >= 2);
  await page.click('[data-action=take-in]');
  await page.waitForSelector('.notice.good');
  await page.waitForSelector('[data-fault=duplicate-competitor]');
  await page.locator('.notice.good button').click();
  await page.waitForSelector('[data-fault=duplicate-competitor]', { state: 'detached' });
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

const VIEWS = {
  cards: ['#cards/harbour', '[data-action=issue]'],
  list: ['#list', 'input[name=draft]'],
  overview: ['#draft/axe', '[data-skill="skill-1"]'],
  competition: ['#draft/axe/competition', 'input[name="title.zh"]'],
  rules: ['#draft/axe/skill/skill-1', 'input[name="title.zh"]'],
  scheme: ['#draft/axe/scheme/skill-1', '[data-cell="0/0"]'],
  table: ['#draft/axe/table/experts', '[data-action=add-row]'],
  'taking in': ['#draft/axe/list/experts', 'input[name=list]'],
  text: ['#draft/axe/text/competition.toml', 'textarea'],
};

test('axe is content with every view in both languages and colour schemes, and a phone needs no sideways scrolling', async () => {
  const cookie = await signIn(server.password, server.base);
  await ask('POST', '/api/drafts', {
    body: { draft: 'axe', from: { template: { title: { zh: '甲', en: 'A' } } } },
    cookie,
    base: server.base,
  });
  const page = await signedIn('/setup', { size: 'phone' });
  for (const [name, [hash, ready]] of Object.entries(VIEWS)) {
    await page.goto(`${server.base}/setup${hash}`);
    await looksRight(page, {
      async show() {
        await page.waitForSelector(ready);
        if (name === 'cards') {
          await page.click(ready);
          await page.waitForSelector('[data-card]');
        }
        await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
      },
    });
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
