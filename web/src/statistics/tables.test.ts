import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StatisticsTable } from '../wire/index.ts';
import { rowsOf, tellsSomething } from './tables.ts';

const table = (counts: Record<string, number>) =>
  ({
    dimension: 'kind',
    title: { zh: '身份', en: 'kind' },
    rows: Object.entries(counts).map(([value, people]) => ({ value, people })),
  }) as unknown as StatisticsTable;

test('nobody has no row, and a table of unknowns is not shown', () => {
  assert.equal(tellsSomething(table({ worker: 0, teacher: 0, unknown: 9 })), false);
  assert.equal(tellsSomething(table({ worker: 2, teacher: 0, unknown: 1 })), true);
  assert.equal(rowsOf(table({ worker: 2, teacher: 0, unknown: 1 })).length, 2);
});
