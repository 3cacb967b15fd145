import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOf } from './names.ts';

test('where no name is told, the person’s id stands for it', () => {
  const name = { zh: '沈翀', en: '' };
  assert.equal(nameOf({ name, person: 'P-1' }), name);
  assert.deepEqual(nameOf({ name: { zh: '', en: '' }, person: 'P-1' }), { zh: 'P-1', en: 'P-1' });
});
