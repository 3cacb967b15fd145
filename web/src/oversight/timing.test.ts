import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromLocalInput, localInput, spanOf } from './timing.ts';

test('a stretch of time in days, hours, minutes and seconds', () => {
  const cases: [number, [number, number, number, number]][] = [
    [-5, [0, 0, 0, 0]],
    [59_999, [0, 0, 0, 59]],
    [3_600_000, [0, 1, 0, 0]],
    [26 * 3_600_000 + 61_000, [1, 2, 1, 1]],
  ];
  for (const [ms, [days, hours, minutes, seconds]] of cases) {
    assert.deepEqual(spanOf(ms), { days, hours, minutes, seconds }, String(ms));
  }
});

test('what an input for day and time says is read back to the minute', () => {
  const at = new Date(2026, 10, 8, 9, 5).getTime();
  assert.equal(localInput(at), '2026-11-08T09:05');
  assert.equal(fromLocalInput(localInput(at)), at);
  for (const text of ['', '2026-11-08', 'tomorrow', '2026-13-40T99:99']) {
    assert.equal(fromLocalInput(text), null, text);
  }
});
