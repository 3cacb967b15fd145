import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../wire/index.ts';
import { calledOf } from './called.ts';

const row = (index: number, rank: number | null, flags = 0): Row => [index, rank, '1', 1, '', null, flags];

test('those who came last stand out, the others are best first, and who was not called is nowhere', () => {
  const rows = [row(0, null), row(1, 3), row(2, 2, 32), row(3, 2, 32), row(4, 5)];
  assert.deepEqual(calledOf({ order: [2, 3, 1, 4, 0], rows }), { newest: [2, 3], earlier: [1, 4] });
  assert.deepEqual(calledOf({ order: [0], rows }), { newest: [], earlier: [] });
});
