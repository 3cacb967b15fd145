import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  candidatesLink,
  newExportLink,
  nominationLink,
  personLink,
  programmeLink,
  readRoute,
} from './route.ts';

test('an address says what is shown', () => {
  const cases: [string, object][] = [
    ['', { at: 'pipeline' }],
    ['#pipeline', { at: 'pipeline' }],
    ['#nomination/12', { at: 'nomination', nomination: 12 }],
    ['#nomination/', { at: 'pipeline' }],
    ['#nomination/0', { at: 'pipeline' }],
    ['#nomination/1x', { at: 'pipeline' }],
    ['#quotas', { at: 'quotas' }],
    ['#statistics', { at: 'statistics' }],
    ['#programmes', { at: 'programmes' }],
    ['#programmes/p-1', { at: 'programme', programme: 'p-1' }],
    ['#people', { at: 'people' }],
    ['#people/a%3AC%2F1', { at: 'person', person: 'a:C/1' }],
    ['#exports', { at: 'exports' }],
    ['#exports/new', { at: 'new-export', nomination: '' }],
    ['#exports/new/3', { at: 'new-export', nomination: '3' }],
    ['#basket', { at: 'basket' }],
    ['#candidates', { at: 'candidates', competition: '', skill: '' }],
    ['#candidates/c%2F1/s', { at: 'candidates', competition: 'c/1', skill: 's' }],
    ['#candidates/%zz', { at: 'candidates', competition: '%zz', skill: '' }],
  ];
  for (const [hash, wanted] of cases) assert.deepEqual(readRoute(hash), wanted, hash);
});

test('a link leads where it says', () => {
  assert.deepEqual(readRoute(nominationLink(7)), { at: 'nomination', nomination: 7 });
  assert.deepEqual(readRoute(programmeLink('p-1')), { at: 'programme', programme: 'p-1' });
  assert.deepEqual(readRoute(personLink('city:C1/2')), { at: 'person', person: 'city:C1/2' });
  assert.deepEqual(readRoute(newExportLink(3)), { at: 'new-export', nomination: '3' });
  assert.deepEqual(readRoute(newExportLink()), { at: 'new-export', nomination: '' });
  assert.deepEqual(readRoute(candidatesLink('a b', '焊接')), {
    at: 'candidates',
    competition: 'a b',
    skill: '焊接',
  });
  assert.deepEqual(readRoute(candidatesLink()), { at: 'candidates', competition: '', skill: '' });
});
