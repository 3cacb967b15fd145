import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditEntry } from '../wire/index.ts';
import { csvOf } from './csv.ts';

function entry(rest: Partial<AuditEntry>): AuditEntry {
  return {
    position: 7,
    at: 0,
    actor: { kind: 'expert', id: 'E-1' },
    kind: 'mark',
    late: false,
    text: { zh: '评分', en: 'Mark' },
    ...rest,
  };
}

test('a line per entry, with the text in the language of the page', () => {
  const lines = csvOf([entry({ competitor: 'C-1', value: '-2.5', late: true })], 'zh').split('\r\n');
  assert.match(lines[0] ?? '', /^\uFEFFposition,time,/);
  assert.equal(lines[1], '7,1970-01-01T00:00:00.000Z,E-1,,mark,,C-1,,-2.5,,,late,评分');
  assert.equal(lines.length, 3);
});

test('nothing that was typed becomes a formula or breaks a line', () => {
  const typed: [string, string][] = [
    ['=1+1', `'=1+1`],
    ['+49', `'+49`],
    ['@sum', `'@sum`],
    ['-cmd', `'-cmd`],
    ['say "no", then\nstop', '"say ""no"", then\nstop"'],
  ];
  for (const [reason, written] of typed) {
    assert.ok(csvOf([entry({ reason })], 'en').includes(`,,${written},,Mark`), reason);
  }
});
