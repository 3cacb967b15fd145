import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditLink, missingLink, oversightLink, readRoute, TABS } from './route.ts';

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

test('the list of what is missing is of one day, part, panel or judge', () => {
  for (const missingOf of [
    { by: 'panel', id: '' },
    { by: 'sub_criterion', id: 'A/1' },
  ] as const) {
    const route = readRoute(missingLink('c', 's', missingOf));
    assert.deepEqual([route?.tab, route?.missingOf], ['missing', missingOf]);
  }
  assert.equal(readRoute('#judging/c/s/missing/anything/x'), null);
});

test('what is not asked is not in the address', () => {
  assert.equal(auditLink('c', 's', { expert: ' ', text: '' }), '#judging/c/s/audit');
});

test('anything else is no page of the judging', () => {
  for (const hash of ['', '#content', '#judging/', '#judging/c', '#judging/c/s/nothing']) {
    assert.equal(readRoute(hash), null, hash);
  }
});
