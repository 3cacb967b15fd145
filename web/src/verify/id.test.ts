import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grouped, idOf, normal } from './id.ts';

const ID = 'PGLJ2KH53YQ3PDPB72EIDPB3Z4';

test('the number stands in the address', () => {
  assert.equal(idOf(`/verify/${ID}`), ID);
  assert.equal(idOf('/verify/a%20b'), 'a b');
  assert.equal(idOf('/verify/%zz'), '%zz');
  for (const path of ['/verify', '/verify/', '/', '/board/x']) assert.equal(idOf(path), '', path);
});

test('blanks, hyphens and small letters do no harm', () => {
  for (const typed of [ID, ID.toLowerCase(), grouped(ID), ` ${ID}\n`, 'PGLJ-2KH5-3YQ3-PDPB-72EI-DPB3-Z4'])
    assert.equal(normal(typed), ID, typed);
  for (const typed of ['', ID.slice(1), `${ID}A`, ID.replace('2', '1'), ID.replace('P', 'Ｐ')])
    assert.equal(normal(typed), null, typed);
});

test('it is read in groups', () => assert.equal(grouped(ID), 'PGLJ 2KH5 3YQ3 PDPB 72EI DPB3 Z4'));
