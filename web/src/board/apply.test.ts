import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { BoardMessage, Row, Snapshot } from '../wire/index.ts';
import { fromSnapshot, movesBetween, shownOrder, withDelta, type Board } from './apply.ts';

function competitor(id: string) {
  const name = { zh: id, en: '' };
  return { id, name, delegation: { id: 'ZJ', name }, kind: null, guest: false, members: [] };
}

function row(index: number, rank: number | null, total: string): Row {
  return [index, rank, total, 1, '', null, 0];
}

const SNAPSHOT: Snapshot = {
  protocol: 1,
  version: 7,
  at: 1,
  competition: { zh: '', en: '' },
  skill: { zh: '', en: '' },
  window: 'all',
  state: 'marking',
  label: { kind: 'live' },
  field: 3,
  rules: {
    method: 'total/1',
    weights: [],
    factors: [],
    scale: null,
    tie_keys: [],
    tie_last: 'shared',
    medals: null,
  },
  basis: [{ size: 2, middle: '8.5', spread: '0.5' }],
  decimals: 2,
  max_total: '100',
  aspects: 3,
  competitors: ['A', 'B', 'C'].map(competitor),
  rows: [row(0, 2, '8'), row(1, null, ''), row(2, 1, '9')],
  order: [2, 0, 1],
};

test('in a window rows and competitors are found by index', () => {
  const window = {
    ...SNAPSHOT,
    members: [2],
    competitors: [competitor('C')],
    rows: [row(2, 1, '9')],
    order: [2],
  };
  const board = fromSnapshot(window);
  assert.equal(board.rows[2]?.[2], '9');
  assert.equal(board.competitors[2]?.id, 'C');
  assert.equal(board.rows[0], undefined);
});

type Told = { frames: BoardMessage[]; end: Snapshot & { type: 'snapshot' } };

test('deltas of the server lead where its snapshot is', () => {
  const file = new URL('../../../fixtures/boards/deltas.json', import.meta.url);
  for (const { frames, end } of JSON.parse(readFileSync(file, 'utf8')) as Told[]) {
    let board: Board | null = null;
    for (const frame of frames) {
      if (frame.type === 'snapshot') board = fromSnapshot(frame);
      else if (frame.type === 'delta') board = board && withDelta(board, frame);
    }
    assert.deepEqual(board, fromSnapshot(end));
  }
});

test('a delta changes only what it names', () => {
  const board = fromSnapshot(SNAPSHOT);
  const next = withDelta(board, { version: 8, later: 1, rows: [row(2, 1, '9.5')] });
  assert.equal(next?.version, 8);
  assert.equal(next?.rows[2]?.[2], '9.5');
  assert.equal(next?.rows[0], board.rows[0]);
  assert.equal(next?.order, board.order);
  assert.equal(board.rows[2]?.[2], '9');
});

test('what the scale is laid out around changes only with a delta that says so', () => {
  const board = fromSnapshot(SNAPSHOT);
  const silent = withDelta(board, { version: 8, later: 1, rows: [] });
  assert.equal(silent?.basis, board.basis);
  const basis = [{ size: 3, middle: '8.7', spread: '0.4' }];
  assert.deepEqual(withDelta(board, { version: 8, later: 1, rows: [], basis })?.basis, basis);
});

test('who has withdrawn stands last, behind those without marks', () => {
  const gone: Row = [0, null, '8', 1, '', null, 1];
  const delta = { version: 8, later: 1, rows: [gone] };
  const board = fromSnapshot(SNAPSHOT);
  const after = withDelta(board, delta);
  assert.ok(after);
  assert.deepEqual(shownOrder(after), [2, 1, 0]);
  assert.equal(shownOrder(board), board.order);
});

test('a delta from another version is not applied', () => {
  const board = fromSnapshot(SNAPSHOT);
  assert.equal(withDelta(board, { version: 9, later: 1 }), null);
});

test('moves are counted in places, up positive', () => {
  const before = fromSnapshot(SNAPSHOT);
  const rows = [row(0, 1, '9.1'), row(2, 2, '9'), row(1, 3, '1')];
  const after = withDelta(before, { version: 8, later: 1, rows, order: [0, 2, 1] });
  assert.ok(after);
  assert.deepEqual(
    [...movesBetween(before, after)],
    [
      [0, 1],
      [2, -1],
    ],
  );
});
