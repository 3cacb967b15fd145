import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sheetRows } from './codeSheet.ts';

test('a code sheet is read cell by cell, quoted or not', () => {
  const csv = '\uFEFFcompetitor,code\r\nC-1,K7Q2\r\n"a ""b"", c",X\r\n';
  assert.deepEqual(sheetRows(csv), [
    ['competitor', 'code'],
    ['C-1', 'K7Q2'],
    ['a "b", c', 'X'],
  ]);
  assert.deepEqual(sheetRows('a,b'), [['a', 'b']]);
  assert.deepEqual(sheetRows(''), []);
});
