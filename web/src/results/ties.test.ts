import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeskStanding, DeskStandings, DrawRecord } from '../wire/index.ts';
import { grouped, openTies, stateOf } from './ties.ts';

function row(competitor: string, rank: number, done: number): DeskStanding {
  return { competitor, rank, done } as DeskStanding;
}

const STANDINGS = {
  rows: [row('C0', 1, 3), row('C1', 1, 3), row('C2', 3, 3), row('C3', 4, 2), row('C4', 4, 3)],
  open_ties: [
    ['C0', 'C1'],
    ['C3', 'C4'],
  ],
} as unknown as DeskStandings;

function draw(competitors: string[], more: Partial<DrawRecord> = {}): DrawRecord {
  const subject = { method: 'draw/1', competition: 'c', skill: 's', draw: 1, commitment: 'ab' };
  return { ...subject, competitors, ...more };
}

test('an open tie has its place, and whether its marks are all there is said', () => {
  assert.deepEqual(openTies(STANDINGS, 3, []), [
    { rank: 1, competitors: ['C0', 'C1'], complete: true },
    { rank: 4, competitors: ['C3', 'C4'], complete: false },
  ]);
});

test('a tie whose draw waits for its reveal is not offered again; a cancelled one is', () => {
  assert.deepEqual(
    openTies(STANDINGS, 3, [draw(['C0', 'C1'])]).map((tie) => tie.rank),
    [4],
  );
  const cancelled = draw(['C0', 'C1'], { cancelled: 'a die fell off the table' });
  assert.equal(stateOf(cancelled), 'cancelled');
  assert.equal(openTies(STANDINGS, 3, [cancelled]).length, 2);
});

test('a commitment is read in groups of eight digits', () => {
  assert.deepEqual(grouped('0123456789abcdefXYZ'), ['01234567', '89abcdef', 'XYZ']);
  assert.deepEqual(grouped(''), []);
});
