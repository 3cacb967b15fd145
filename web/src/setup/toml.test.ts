import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rewritten, shown, valueAt, written, writtenWords } from './toml.ts';

test('fields are written as TOML has them', () => {
  for (const [kind, text, expected] of [
    ['text', ' say "hi" ', '"say \\"hi\\""'],
    ['text', '', null],
    ['number', '0.50', '0.50'],
    ['number', '007', '"007"'],
    ['number', 'ten', '"ten"'],
    ['numbers', '0, 3', '[0, 3]'],
    ['names', 'A1，B1 C1', '["A1", "B1", "C1"]'],
    ['flag', 'false', 'false'],
    ['select', 'median', '"median"'],
  ] as const) {
    assert.equal(written(kind, text), expected, `${kind} ${text}`);
  }
  assert.equal(writtenWords('甲', ''), '{ zh = "甲", en = "" }');
  assert.equal(writtenWords('', ' '), null);
});

test('what was read is shown, and what is not known goes back as it came', () => {
  const values = { judgement: { scores: [0, 3] }, panels: [{ id: 'p1', odd: 1.5, on: true }] };
  assert.equal(shown(valueAt(values, ['judgement', 'scores'])), '0, 3');
  assert.equal(shown(valueAt(values, ['judgement', 'none', 'deeper'])), '');
  assert.equal(rewritten(values.panels), '[{ "id" = "p1", "odd" = 1.5, "on" = true }]');
});
