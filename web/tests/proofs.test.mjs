import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { clean, FINAL, openOffice } from './support/honours.mjs';
import { program } from './support/settings.mjs';

const skip = !program && 'JINBANG_PROGRAM is not set';

let room;
before(async () => {
  if (skip) return;
  room = await openOffice();
  await room.sign();
});
after(() => room?.close());

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** RFC 9162, 2.1.1, word for word. */
function root(leaves) {
  if (leaves.length === 1) return leaves[0];
  const half = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(Buffer.from([1]), root(leaves.slice(0, half)), root(leaves.slice(half)));
}

/** RFC 8410 before the 32 bytes of an Ed25519 key. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** What the documentation says of the file, and nothing of the program. */
function checked(text) {
  const bundle = JSON.parse(text);
  const lines = text.split('\n').filter((line) => line.startsWith('{"salt":'));
  const leaves = lines.map((line) => {
    const [, salt, entry] = /^\{"salt":"([0-9a-f]{32})","entry":(.*)\},?$/.exec(line);
    return sha256(Buffer.from([0]), Buffer.from(salt, 'hex'), entry);
  });
  const [note, signature] = bundle.checkpoint.split('\n\n');
  const [origin, size, signedRoot] = note.split('\n');
  const [, signer, encoded] = /^— (\S+) (\S+)\n$/.exec(signature);
  const raw = Buffer.from(bundle.key, 'base64');
  const key = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
  const bytes = Buffer.from(encoded, 'base64');
  assert.deepEqual(
    bytes.subarray(0, 4),
    sha256(`${signer}\n`, Buffer.from([1]), raw).subarray(0, 4),
    'the key is named as signed notes name keys',
  );
  assert.ok(verify(null, Buffer.from(`${note}\n`), key, bytes.subarray(4)), 'the signature holds');
  assert.equal(signer, origin);
  assert.equal(origin, `jinbang/${FINAL.competition}/${FINAL.skill}`);
  assert.equal(Number(size), leaves.length);
  assert.equal(signedRoot, root(leaves).toString('base64'));
  return { bundle, fingerprint: sha256(raw).subarray(0, 16).toString('hex') };
}

const bare = (text) => text.replace(/[^0-9a-f]/g, '');

test('a final result can be taken home and checked without the program', { skip }, async () => {
  const page = await room.publicPage(`/board/${FINAL.competition}/${FINAL.skill}`, { language: 'en' });
  await page.click('summary >> text=Check this result yourself');
  await page.waitForSelector('[data-fingerprint]');
  await clean(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('a >> text=Bundle')]);
  assert.equal(download.suggestedFilename(), `${FINAL.competition}-${FINAL.skill}-bundle.json`);
  const { bundle, fingerprint } = checked(await readFile(await download.path(), 'utf8'));
  assert.equal(bare(await page.locator('[data-fingerprint] code').textContent()), fingerprint);
  const rows = page.locator('[data-competitor]');
  assert.equal(bundle.standings.length, await rows.count());

  const first = bundle.standings[0].competitor;
  await page.goto(`${room.base}/board/${FINAL.competition}/${FINAL.skill}#c=${first}`);
  const [receipt] = await Promise.all([
    page.waitForEvent('download'),
    page.click('dialog a >> text=Receipt'),
  ]);
  assert.equal(receipt.suggestedFilename(), `${FINAL.competition}-${FINAL.skill}-${first}-receipt.json`);
  assert.equal(JSON.parse(await readFile(await receipt.path(), 'utf8')).competitor, first);
  await clean(page);
});

test('the screen in the hall shows who signs', { skip }, async () => {
  for (const scheme of ['light', 'dark']) {
    const page = await room.publicPage(`/board/${FINAL.competition}/${FINAL.skill}?screen`, { scheme });
    await page.waitForSelector('footer [data-fingerprint] code');
    await clean(page);
    await page.close();
  }
});
