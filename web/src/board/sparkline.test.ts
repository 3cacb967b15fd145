import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEIGHT, line, WIDTH } from './sparkline.ts';

test('a place over time is drawn in steps, the best on top', () => {
  const drawn = line(
    [
      [0, null],
      [100, 5],
      [200, 1],
    ],
    3,
    300,
  );
  assert.deepEqual(drawn, {
    points: `0,${HEIGHT} 120,${HEIGHT} 120,0 ${WIDTH},0 ${WIDTH},24`,
    end: { x: WIDTH, y: 24 },
    first: 5,
    last: 3,
    best: 1,
    worst: 5,
  });
});

test('who never had a place has no line, and one place is a flat one', () => {
  assert.equal(line([[0, null]], 1, 10), null);
  const flat = line([[0, 2]], 2, 10);
  assert.deepEqual([flat?.best, flat?.worst, flat?.points], [2, 2, `0,0 ${WIDTH},0 ${WIDTH},0`]);
});
