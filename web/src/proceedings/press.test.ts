import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pressedAgo } from './press.ts';

const CASES: [string, Parameters<typeof pressedAgo>, number][] = [
  ['both clocks right', [{ at: 1000, ahead: 0 }, 61_000, 0], 60_000],
  [
    'a clock ten years ahead all the time',
    [{ at: 315_360_001_000, ahead: 315_360_000_000 }, 315_360_005_000, 315_360_000_000],
    4000,
  ],
  ['a clock put right in between', [{ at: 901_000, ahead: 900_000 }, 4000, 0], 3000],
  ['never heard of the server before the press', [{ at: 1000, ahead: null }, 31_000, -5], 30_000],
  ['a clock that jumped backwards unseen', [{ at: 50_000, ahead: null }, 20_000, 0], 0],
];

for (const [name, given, ago] of CASES) {
  test(`the time of pressing: ${name}`, () => assert.equal(pressedAgo(...given), ago));
}
