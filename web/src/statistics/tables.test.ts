import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StatisticsTable, YearStatistics } from '../wire/index.ts';
import { isPersonalUnknown, rowsOf, tellsSomething } from './tables.ts';

const table = (dimension: StatisticsTable['dimension'], counts: Record<string, number | string>) =>
  ({
    dimension,
    title: { zh: dimension, en: dimension },
    rows: Object.entries(counts).map(([value, people]) => ({ value, people })),
  }) as unknown as StatisticsTable;

test('a table of unknowns is not shown, a hidden small number is', () => {
  assert.equal(tellsSomething(table('gender', { female: 0, male: 0, unknown: 9 })), false);
  assert.equal(tellsSomething(table('gender', { female: '<3', male: 0, unknown: 9 })), true);
  assert.equal(rowsOf(table('kind', { worker: 2, teacher: 0, unknown: 1 })).length, 2);
});

test('personal facts are known of nobody, or of somebody', () => {
  const year = (gender: number) =>
    ({
      tables: [table('skill', { web: 3 }), table('gender', { female: gender, unknown: 3 })],
    }) as unknown as YearStatistics;
  assert.equal(isPersonalUnknown(year(0)), true);
  assert.equal(isPersonalUnknown(year(4)), false);
});
