import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idFault } from './ids.ts';

test('an id that cannot be a folder is told while it is typed', () => {
  for (const id of ['', 'city-2026', '城市杯', 'a_b.c', ' trimmed ']) assert.equal(idFault(id), null, id);
  assert.deepEqual(idFault('city 2026'), { kind: 'character', found: ' ' });
  assert.deepEqual(idFault('a/b'), { kind: 'character', found: '/' });
  assert.deepEqual(idFault('.git'), { kind: 'dot' });
  assert.deepEqual(idFault('城'.repeat(22)), { kind: 'long' });
});
