import assert from 'node:assert/strict';
import { test } from 'node:test';
import { span, years } from './period.ts';

const w = { period: (from: string, to: string) => `${from}–${to}`, open: '…', always: 'always' };

test('a period may be open at either end', () => {
  assert.equal(span('2024-01-01', '2026-12-31', w), '2024-01-01–2026-12-31');
  assert.equal(years(2024, null, w), '2024–…');
  assert.equal(years(null, 2026, w), '…–2026');
  assert.equal(years(null, null, w), 'always');
});
