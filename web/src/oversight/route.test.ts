import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditLink, oversightLink, readRoute, TABS } from './route.ts';

test('every link is read back as what it was made from', () => {
  for (const tab of TABS) {
    assert.deepEqual(readRoute(oversightLink('a b', 's/1', tab)), {
      competition: 'a b',
      skill: 's/1',
      tab,
      filter: {},
    });
  }
  const filter = { expert: 'E/1', text: '50% & 更多' };
  assert.deepEqual(readRoute(auditLink('c', 's', filter))?.filter, filter);
});

test('what is not asked is not in the address', () => {
  assert.equal(auditLink('c', 's', { expert: ' ', text: '' }), '#judging/c/s/audit');
});

test('anything else is no page of the judging', () => {
  for (const hash of ['', '#content', '#judging/', '#judging/c', '#judging/c/s/nothing']) {
    assert.equal(readRoute(hash), null, hash);
  }
});
