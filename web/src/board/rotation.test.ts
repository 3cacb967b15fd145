import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextSkill, screenQuery, screenSettings } from './rotation.ts';

test('what is chosen for the big screen stands in the address', () => {
  for (const settings of [
    { every: 12, rotate: false },
    { every: 30, rotate: true },
    { every: 6, rotate: false },
  ]) {
    assert.deepEqual(screenSettings(screenQuery(settings)), settings);
  }
  assert.deepEqual(screenSettings('?screen=1&every=1'), { every: 12, rotate: false });
});

test('skills come in turn, and hidden ones are left out', () => {
  const skills = [
    { id: 'a', state: 'marking' },
    { id: 'b', state: 'hidden' },
    { id: 'c', state: 'locked' },
  ] as const;
  assert.equal(nextSkill([...skills], 'a'), 'c');
  assert.equal(nextSkill([...skills], 'c'), 'a');
  assert.equal(nextSkill([skills[1]], 'b'), 'b');
  assert.equal(nextSkill([], 'a'), 'a');
});
