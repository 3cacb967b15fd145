import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256Of } from './fileDigest.ts';

test('a file has the digest that other programs find', async () => {
  for (const text of ['', '参赛证明', 'x'.repeat(300_000)]) {
    const wanted = createHash('sha256').update(text).digest('hex');
    assert.equal(await sha256Of(new Blob([text])), wanted, `${text.length} characters`);
  }
});
