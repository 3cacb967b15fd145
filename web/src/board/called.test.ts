import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../wire/index.ts';
import { calledOf, newlyCalled } from './called.ts';

const row = (index: number, rank: number | null, flags = 0): Row => [index, rank, '1', 1, '', null, flags];

test('those who came last stand out, the others are best first, and who was not called is nowhere', () => {
  const rows = [row(0, null), row(1, 3), row(2, 2, 32), row(3, 2, 32), row(4, 5)];
  assert.deepEqual(calledOf({ order: [2, 3, 1, 4, 0], rows }), { newest: [2, 3], earlier: [1, 4] });
  assert.deepEqual(calledOf({ order: [0], rows }), { newest: [], earlier: [] });
});

test('who is seen again after a step back is not new', () => {
  const two = { order: [1, 0], rows: [row(0, 2), row(1, 1, 32)] };
  const one = { order: [0, 1], rows: [row(0, 2, 32), row(1, null)] };
  assert.deepEqual(newlyCalled(one, two), [1]);
  assert.deepEqual(newlyCalled(two, one), []);
});
