import assert from 'node:assert/strict';
import { test } from 'node:test';

import { attendance, watchForTouches } from './attended.ts';

test('a page that nobody touches says so after a minute, until somebody does', () => {
  const page = new EventTarget();
  let now = 1_000_000;
  watchForTouches(page, () => now);
  assert.deepEqual(attendance(now + 59_999), {});
  assert.deepEqual(attendance(now + 60_000), { 'x-jinbang-unattended': '1' });
  now += 90_000;
  page.dispatchEvent(new Event('keydown'));
  assert.deepEqual(attendance(now + 59_999), {});
  page.dispatchEvent(new Event('scroll'));
  assert.deepEqual(attendance(now + 60_000), { 'x-jinbang-unattended': '1' });
});
