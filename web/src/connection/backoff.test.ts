import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONGEST_WAIT_MS, waitMs } from './backoff.ts';

test('waits grow, carry jitter and stay below the longest', () => {
  assert.equal(
    waitMs(0, () => 0),
    250,
  );
  assert.equal(
    waitMs(0, () => 1),
    500,
  );
  assert.ok(waitMs(3, () => 0) > waitMs(1, () => 1));
  assert.equal(
    waitMs(1_000, () => 1),
    LONGEST_WAIT_MS,
  );
});
