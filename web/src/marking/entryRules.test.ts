import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOnTheWay, problemOf } from './entryRules.ts';

const SCORES = { min: '0', max: '10', step: '0.25' };

const CASES: [text: string, problem: string | null][] = [
  ['', 'empty'],
  ['abc', 'not-a-number'],
  ['1.', 'not-a-number'],
  ['-1', 'out-of-range'],
  ['10.25', 'out-of-range'],
  ['10.0', null],
  ['7.3', 'too-fine'],
  ['7.25', null],
  ['0', null],
];

for (const [text, problem] of CASES) {
  test(`a score of "${text}" from 0 to 10 in steps of 0.25`, () => {
    assert.equal(problemOf(text, SCORES)?.kind ?? null, problem);
  });
}

test('a measured value only has to be a number', () => {
  assert.equal(problemOf('-273.15', null), null);
  assert.equal(problemOf('5,02', null)?.kind, 'not-a-number');
});

test('what can still become right is not scolded while typing', () => {
  const ten = { min: '10', max: '120', step: '1' };
  for (const [text, way] of [
    ['', true],
    ['-', true],
    ['1.', true],
    ['1', true],
    ['9', true],
    ['12', false],
    ['121', false],
    ['0', false],
  ] as const) {
    assert.equal(isOnTheWay(text, ten), way, text);
  }
  assert.equal(isOnTheWay('5', SCORES), false);
});
