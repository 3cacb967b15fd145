import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOf, linkOf } from './link.ts';

test('a link to a competitor or a delegation is read back as it was written', () => {
  for (const link of [{ competitor: 'IC-03' }, { competitor: 'a&b=#ç' }, { delegation: '浙江' }, null]) {
    assert.deepEqual(linkOf(hashOf(link)), link);
  }
});

test('anything else after # is no link', () => {
  for (const hash of ['', '#', '#content', '#c=', '#x=1']) assert.equal(linkOf(hash), null);
});
