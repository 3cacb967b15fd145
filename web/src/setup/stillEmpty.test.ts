import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stillEmpty } from './stillEmpty.ts';

test('a skill without competitors or judges is not all there', () => {
  const skills = [
    { skill: 'web', competitors: 0, experts: 3 },
    { skill: 'cables', competitors: 4, experts: 3 },
    { skill: 'welding', competitors: 0, experts: 0 },
  ];
  assert.deepEqual(stillEmpty(skills), [
    { skill: 'web', table: 'competitors' },
    { skill: 'welding', table: 'competitors' },
    { skill: 'welding', table: 'experts' },
  ]);
});
