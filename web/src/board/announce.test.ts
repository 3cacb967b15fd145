import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../wire/index.ts';
import { changedAmong } from './announce.ts';
import type { Board } from './apply.ts';

const row = (index: number, rank: number | null, total: string, flags = 0): Row => [
  index,
  rank,
  total,
  1,
  '',
  null,
  flags,
];
const board = (rows: Row[], order: number[]): Board => ({ rows, order }) as Board;

test('only followed competitors are told, and only when place or total changed', () => {
  const before = board([row(0, 1, '9'), row(1, 2, '8'), row(2, 3, '7'), row(3, 4, '6')], [0, 1, 2, 3]);
  const after = board([row(0, 1, '9'), row(1, 3, '8'), row(2, 2, '8.5'), row(3, 4, '6')], [0, 2, 1, 3]);
  assert.deepEqual(
    changedAmong((index) => index !== 1, before, after),
    [2],
  );
  assert.deepEqual(
    changedAmong(() => true, before, after),
    [2, 1],
  );
  assert.deepEqual(
    changedAmong(() => false, before, after),
    [],
  );
});

test('who withdrew or has no place is not announced with one', () => {
  const before = board([row(0, 1, '9'), row(1, 2, '8')], [0, 1]);
  const after = board([row(0, null, '9', 1), row(1, null, '')], [0, 1]);
  assert.deepEqual(
    changedAmong(() => true, before, after),
    [],
  );
});
