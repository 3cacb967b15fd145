import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, hashOf } from './address.ts';

test('an address says the view and what of it is open', () => {
  assert.deepEqual(addressOf('#signing/day-1'), { view: 'signing', detail: 'day-1' });
  assert.deepEqual(addressOf('#appeals'), { view: 'appeals', detail: '' });
});

test('anything else is where one begins', () => {
  for (const hash of ['', '#', '#pair=ABCDEF', '#nothing/3'])
    assert.equal(addressOf(hash).view, 'competitor');
  assert.deepEqual(addressOf('#signing/%'), { view: 'signing', detail: '' });
});

test('what is written is read again', () => {
  const address = { view: 'signing', detail: 'sub-甲/1' } as const;
  assert.deepEqual(addressOf(hashOf(address)), address);
});
