import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeIn } from './pairing.ts';

for (const [text, code] of [
  ['https://hall.example:4160/marking#pair=AB3CDE', 'AB3CDE'],
  ['https://hall.example:4160/marking#pair=AB3CDE&competition=games', 'AB3CDE'],
  ['ab3-cde', 'AB3CDE'],
  ['https://elsewhere.example/', ''],
  ['https://elsewhere.example/#other=AB3CDE', ''],
  ['', ''],
] as const) {
  test(`the pairing code in "${text}"`, () => assert.equal(codeIn(text), code));
}
