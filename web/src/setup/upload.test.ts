import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { sorted } from './upload.ts';
import { NotAZip, unzip } from './unzip.ts';

const content = new Blob(['x']);
const named = (...paths: string[]) => paths.map((path) => ({ path, content }));

test('a folder is found wherever it lies, and what is no part of it is left out', () => {
  const { files, skipped } = sorted(
    named(
      'a/cup/competition.toml',
      'a/cup/skills/web/skill.toml',
      'a/cup/skills/web/notes.doc',
      'a/cup/marks.csv',
      '__MACOSX/a/x',
      'a/.DS_Store',
    ),
  );
  assert.deepEqual(
    files.map((file) => file.path),
    ['competition.toml', 'skills/web/skill.toml'],
  );
  assert.deepEqual(skipped, ['skills/web/notes.doc', 'marks.csv']);
  assert.deepEqual(
    sorted(named('experts.csv', '../competition.toml', 'skills/../skill.toml')).files.map(
      (file) => file.path,
    ),
    ['experts.csv'],
  );
});

test('a folder may be called like the one inside it', () => {
  const { files } = sorted(named('digital-skills/experts.csv', 'digital-skills/skills/web/skill.toml'));
  assert.deepEqual(
    files.map((file) => file.path),
    ['experts.csv', 'skills/web/skill.toml'],
  );
});

/** A .zip of one file, by hand. */
function zip(name: Uint8Array, data: Uint8Array, flags = 0): Blob {
  const packed = deflateRawSync(data);
  const local = new DataView(new ArrayBuffer(30));
  local.setUint32(0, 0x04034b50, true);
  local.setUint16(26, name.length, true);
  const entry = new DataView(new ArrayBuffer(46));
  entry.setUint32(0, 0x02014b50, true);
  entry.setUint16(8, flags, true);
  entry.setUint16(10, 8, true);
  entry.setUint32(20, packed.length, true);
  entry.setUint16(28, name.length, true);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, 1, true);
  end.setUint32(16, 30 + name.length + packed.length, true);
  return new Blob([local, new Uint8Array(name), new Uint8Array(packed), entry, new Uint8Array(name), end]);
}

test('a .zip is unpacked here, with names in UTF-8 or GBK', async () => {
  const text = new TextEncoder().encode('id,skill\n'.repeat(100));
  for (const bytes of [
    new TextEncoder().encode('赛/experts.csv'),
    new Uint8Array([0xc8, 0xfc, 0x2f, ...new TextEncoder().encode('experts.csv')]),
  ]) {
    const [file] = await unzip(zip(bytes, text));
    assert.equal(file?.path, '赛/experts.csv');
    assert.equal(await file?.content.text(), 'id,skill\n'.repeat(100));
  }
});

test('what is no .zip, or unpacks to far too much, is refused', async () => {
  await assert.rejects(unzip(new Blob(['PK nothing'])), NotAZip);
  await assert.rejects(unzip(zip(new TextEncoder().encode('a'), new Uint8Array(129 * 1024 * 1024))), NotAZip);
});
