import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DelegationStanding, DelegationTable } from '../wire/index.ts';
import { within } from './delegations.ts';

test('within a skill are those with a medal there, most gold first', () => {
  const row = (id: string, skills: DelegationStanding['skills']) => ({ id, skills }) as DelegationStanding;
  const table = {
    delegations: [
      row('A', [[0, [1, 0, 0, 0]]]),
      row('B', [[1, [0, 1, 0, 2]]]),
      row('C', [
        [0, [0, 0, 1, 0]],
        [1, [1, 0, 0, 0]],
      ]),
      row('D', []),
    ],
  } as DelegationTable;
  assert.deepEqual(
    within(table, 0).map((one) => [one.id, one.medals]),
    [
      ['A', [1, 0, 0, 0]],
      ['C', [0, 0, 1, 0]],
    ],
  );
  assert.deepEqual(
    within(table, 1).map((one) => one.id),
    ['C', 'B'],
  );
  assert.deepEqual(within(table, 2), []);
});
