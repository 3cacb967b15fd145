import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubt, type Known } from './plausibility.ts';

const nothing: Known = { others: [], share: null, shares: [], panel: [], maxSpread: null };

const cases: [what: string, value: string, known: Partial<Known>, kind: string | null][] = [
  ['nothing is known', '850', {}, null],
  ['within what competitors reach', '12', { typical: ['10', '20'] }, null],
  ['below what competitors reach', '9.99', { typical: ['10', '20'] }, 'untypical'],
  ['above what competitors reach', '200', { typical: ['10', '20'] }, 'untypical'],
  ['a point that slipped to the right', '850', { others: ['84', '86', '91'] }, 'tenfold'],
  ['a point that slipped to the left', '8.5', { others: ['84', '86', '91'] }, 'tenfold'],
  ['half of what others have', '43', { others: ['84', '86', '91'] }, null],
  ['nothing at all happens', '0', { others: ['84', '86', '91'] }, null],
  ['too few to compare with', '850', { others: ['84', '86'] }, null],
  ['others have nothing', '5', { others: ['0', '0', '0'] }, null],
  ['near what the panel gave', '7', { panel: ['6', '9'], maxSpread: '2' }, null],
  ['as far as a panel may be apart', '4', { panel: ['6', '9'], maxSpread: '2' }, null],
  ['far from what the panel gave', '3', { panel: ['6', '9'], maxSpread: '2' }, 'unlike-panel'],
  ['no rule about the spread', '0', { panel: ['6', '9'] }, null],
  ['like the own other marks', '8', { share: 0.8, shares: [0.9, 0.8, 0.7, 0.95, 0.85] }, null],
  ['far below the own other marks', '1', { share: 0.1, shares: [0.9, 0.8, 0.7, 0.95, 0.85] }, 'unlike-own'],
  ['far above the own other marks', '10', { share: 1, shares: [0.1, 0.2, 0, 0.1, 0.15] }, 'unlike-own'],
  ['the own marks are all over the place', '0', { share: 0, shares: [0, 1, 0.5, 0.9, 0.6, 1] }, null],
  ['too few own marks', '1', { share: 0.1, shares: [0.9, 0.8, 0.9, 0.9] }, null],
  ['not a number: others say so', 'yes', { typical: ['1', '2'] }, null],
];

for (const [what, value, known, kind] of cases) {
  test(`doubts: ${what}`, () => assert.equal(doubt(value, { ...nothing, ...known })?.kind ?? null, kind));
}

test('the doubt says what the value was compared with', () => {
  assert.deepEqual(doubt('850', { ...nothing, others: ['91', '84', '86', '7'] }), {
    kind: 'tenfold',
    middle: '84',
  });
  assert.deepEqual(doubt('1', { ...nothing, share: 0.1, shares: [0.9, 0.8, 0.7, 1, 0.8] }), {
    kind: 'unlike-own',
    percent: 10,
    usual: 80,
  });
});
