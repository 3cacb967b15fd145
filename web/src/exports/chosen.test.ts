import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExportColumn } from '../wire/index.ts';
import { asked, atFirst, isPersonal, toggled } from './chosen.ts';

const column = (name: ExportColumn['column'], personal = false): ExportColumn => ({
  column: name,
  title: { zh: name, en: name },
  personal,
});
const ALL = [column('nomination'), column('person'), column('year'), column('phone', true)];

test('columns keep the order of the list', () => {
  assert.deepEqual(toggled(ALL, ['year'], 'nomination'), ['nomination', 'year']);
  assert.deepEqual(toggled(ALL, ['nomination', 'year'], 'nomination'), ['year']);
  assert.deepEqual(toggled(ALL, [], 'phone'), ['phone']);
});

test('only what was chosen is asked for', () => {
  const first = { ...atFirst(), columns: ['year' as const] };
  assert.deepEqual(asked(first), { kind: 'nominations', format: 'xlsx', columns: ['year'] });
  assert.deepEqual(asked({ ...first, programme: 'p', year: '2026', stage: 'granted' }), {
    kind: 'nominations',
    format: 'xlsx',
    columns: ['year'],
    programme: 'p',
    year: 2026,
    stage: 'granted',
  });
  assert.equal(asked({ ...first, columns: [] }), null);
  assert.deepEqual(asked(atFirst('7')), { kind: 'dossier', nomination: 7, names: false });
  assert.equal(asked({ ...atFirst('7'), nomination: 'x' }), null);
  assert.equal(asked({ ...first, kind: 'certificates' }), null);
  assert.deepEqual(asked({ ...first, kind: 'verdicts', competition: 'c', rules: 'p' }), {
    kind: 'verdicts',
    competition: 'c',
    programme: 'p',
  });
  assert.deepEqual(asked({ ...first, kind: 'cis', competition: 'c' }), {
    kind: 'cis',
    competition: 'c',
    file: 'competitor-results',
  });
  assert.deepEqual(asked({ ...first, kind: 'certificates', competition: 'c', skill: 's' }), {
    kind: 'certificates',
    competition: 'c',
    skill: 's',
  });
});

test('what is personal takes two people', () => {
  const first = atFirst();
  assert.equal(isPersonal(first, ALL), false);
  assert.equal(isPersonal({ ...first, columns: ['phone'] }, ALL), true);
  assert.equal(isPersonal({ ...first, kind: 'certificates', columns: ['phone'] }, ALL), false);
  assert.equal(isPersonal({ ...atFirst('1'), names: true }, ALL), true);
});
