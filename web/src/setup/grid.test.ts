import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DraftFault } from '../wire/index.ts';
import {
  faultsByCell,
  moved,
  pasted,
  withCell,
  withColumn,
  withRow,
  withoutColumn,
  withoutRow,
  type Table,
} from './grid.ts';

const table: Table = {
  header: ['id', 'name'],
  rows: [['a'], ['b', 'B']],
};

test('cells, rows and columns are changed without touching what was there', () => {
  assert.deepEqual(withCell(table, [0, 1], 'A').rows, [
    ['a', 'A'],
    ['b', 'B'],
  ]);
  assert.deepEqual(withRow(table, 1).rows, [['a'], ['', ''], ['b', 'B']]);
  assert.deepEqual(withoutRow(table, 0).rows, [['b', 'B']]);
  assert.deepEqual(moved(table, 0, 1).rows, [['b', 'B'], ['a']]);
  assert.equal(moved(table, 0, -1), table);
  assert.deepEqual(withColumn(table, 'x'), {
    header: ['id', 'name', 'x'],
    rows: [
      ['a', '', ''],
      ['b', 'B', ''],
    ],
  });
  assert.deepEqual(withoutColumn(table, 0), { header: ['name'], rows: [[], ['B']] });
  assert.deepEqual(table.rows, [['a'], ['b', 'B']]);
});

test('what is pasted adds rows below and nothing beside', () => {
  const next = pasted(table, [1, 1], [['x', 'beyond'], ['two\nlines']]);
  assert.deepEqual(next.rows, [
    ['a', ''],
    ['b', 'x'],
    ['', 'two lines'],
  ]);
});

test('a fault stands at its cell', () => {
  const fault = { row: 5, column: 'Name' } as DraftFault;
  assert.deepEqual([...faultsByCell([fault, { ...fault, row: 9 }], table.header, [2, 5]).keys()], ['1/1']);
});
