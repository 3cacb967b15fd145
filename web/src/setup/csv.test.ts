import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCsv, readPasted, writeCsv } from './csv.ts';

test('rows know the line they begin on', () => {
  assert.deepEqual(readCsv('\uFEFFid,name\r\n\r\na,"two\nlines"\n , \nb,"a ""b"", c"'), [
    { line: 1, cells: ['id', 'name'] },
    { line: 3, cells: ['a', 'two\nlines'] },
    { line: 6, cells: ['b', 'a "b", c'] },
  ]);
  assert.deepEqual(readCsv(''), []);
});

test('what is written is read again', () => {
  const rows = [
    ['a,b', 'say "hi"', 'two\nlines', ''],
    ['', '', '', 'x'],
  ];
  const read = readCsv(writeCsv(['w', 'x', 'y', 'z'], rows));
  assert.deepEqual(
    read.slice(1).map((row) => row.cells),
    rows,
  );
});

test('cells of a spreadsheet are pasted as cells', () => {
  assert.deepEqual(readPasted('a\t"b\nc"\t\r\nd\te\tf\r\n'), [
    ['a', 'b\nc', ''],
    ['d', 'e', 'f'],
  ]);
});
