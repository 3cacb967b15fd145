import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes, isChanged, nothing } from './entered.ts';

test('only what is otherwise is sent', () => {
  const before = { ...nothing(), zh: '李雷', phone: '13800000000' };
  assert.deepEqual(changes(before, { ...before, employer: ' 阀门厂 ' }), { employer: '阀门厂' });
  assert.deepEqual(changes(before, { ...before, phone: '' }), { phone: '' });
  assert.deepEqual(changes(before, { ...before, en: 'Li Lei' }), { name: { zh: '李雷', en: 'Li Lei' } });
  const facts = { ...before.facts, level: 'senior', employer: ' state-owned ' };
  assert.deepEqual(changes(before, { ...before, facts }), {
    facts: { level: 'senior', employer: 'state-owned' },
  });
  assert.equal(isChanged(before, { ...before, zh: ' 李雷 ' }), false);
});
