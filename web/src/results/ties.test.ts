import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Board } from '../board/apply.ts';
import type { DrawRecord, Row } from '../wire/index.ts';
import { grouped, openTies, stateOf } from './ties.ts';

function board(rows: Row[]): Board {
  const competitors = rows.map(([index]) => {
    const name = { zh: '', en: '' };
    return { id: `C${index}`, name, delegation: { id: 'D', name }, kind: null, members: [] };
  });
  return { competitors, rows, order: rows.map(([index]) => index), aspects: 3 } as unknown as Board;
}

function draw(competitors: string[], more: Partial<DrawRecord> = {}): DrawRecord {
  const subject = { method: 'draw/1', competition: 'c', skill: 's', draw: 1, commitment: 'ab' };
  return { ...subject, competitors, ...more };
}

const ROWS: Row[] = [
  [0, 1, '9', 3, '', null, false],
  [1, 1, '9', 3, '', null, false],
  [2, 3, '8', 3, '', null, false],
  [3, 4, '7', 2, '', null, false],
  [4, 4, '7', 3, '', null, false],
  [5, null, '', 0, '', null, false],
  [6, null, '', 0, '', null, true],
];

test('those who share a place are tied, and whether their marks are all there is said', () => {
  assert.deepEqual(openTies(board(ROWS), []), [
    { rank: 1, competitors: ['C0', 'C1'], complete: true },
    { rank: 4, competitors: ['C3', 'C4'], complete: false },
  ]);
});

test('a tie whose draw waits for its reveal is not offered again; a cancelled one is', () => {
  assert.deepEqual(
    openTies(board(ROWS), [draw(['C0', 'C1'])]).map((tie) => tie.rank),
    [4],
  );
  const cancelled = draw(['C0', 'C1'], { cancelled: 'a die fell off the table' });
  assert.equal(stateOf(cancelled), 'cancelled');
  assert.equal(openTies(board(ROWS), [cancelled]).length, 2);
});

test('a commitment is read in groups of eight digits', () => {
  assert.deepEqual(grouped('0123456789abcdefXYZ'), ['01234567', '89abcdef', 'XYZ']);
  assert.deepEqual(grouped(''), []);
});
