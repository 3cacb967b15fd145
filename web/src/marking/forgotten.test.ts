import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cell } from '../wire/index.ts';
import { absent, behind } from './forgotten.ts';
import { cellKey } from './progress.ts';
import { KEPT_DAYS, KEPT_ENTRIES, tooOld, type StoredEntry } from './stored.ts';

const DAY_MS = 86_400_000;

function kept(sequence: number, position: number, more: Partial<StoredEntry> = {}): StoredEntry {
  const who = { device: 'd-1', competition: 'games', expert: 'E-1' };
  const what = { competitor: 'C-1', aspect: 'A1', value: '1', made_at: 0 };
  return { ...who, ...what, sequence, position, hash: '', at: position, ...more };
}

function cells(...list: Partial<Cell>[]): Map<string, Cell> {
  const whole = {
    competitor: 'C-1',
    aspect: 'A1',
    state: 'done',
    round: 1,
    given: 1,
    of: 1,
    mark: '1',
  } as const;
  return new Map(list.map((one) => [cellKey('C-1', 'A1'), { ...whole, ...one } as Cell]));
}

const sequences = (entries: StoredEntry[]) => entries.map((entry) => entry.sequence);

test('a server that knows less is seen by the next sequence or by its position', () => {
  const mine = [kept(1, 10), kept(2, 12), kept(4, 13), kept(3, 15)];
  assert.deepEqual(sequences(behind(mine, { next_sequence: 5, position: 15 })), []);
  assert.deepEqual(sequences(behind(mine, { next_sequence: 3, position: 12 })), [4, 3]);
  // The third came after the fourth, and the backup was made between them.
  assert.deepEqual(sequences(behind(mine, { next_sequence: 5, position: 13 })), [3]);
});

test('of a chain of corrections only the end that the server does not show is missing', () => {
  const chain = [kept(1, 10), kept(2, 12, { corrects: 10 }), kept(5, 20, { corrects: 12 })];
  for (const [cell, missing] of [
    [undefined, [1, 2, 5]],
    [{ state: 'open' as const }, [1, 2, 5]],
    [{ own: { value: '1', position: 20 } }, []],
    [{ own: { value: '1', position: 12 } }, [5]],
    [{ own: { value: '1', position: 10 } }, [2, 5]],
    // Somebody of the team has corrected it since.
    [{ own: { value: '2', position: 31 } }, []],
    // The second round has begun: the first one is on record.
    [{ state: 'partial' as const, round: 2 }, []],
    // The panel is full without this expert.
    [{ state: 'done' as const }, []],
  ] as const) {
    assert.deepEqual(sequences(absent(chain, cell ? cells(cell) : new Map())), missing, JSON.stringify(cell));
  }
});

test('kept entries have an end, counted from the newest receipt', () => {
  const now = 40 * DAY_MS;
  const old = kept(1, 1, { at: now - (KEPT_DAYS + 1) * DAY_MS });
  const young = kept(2, 2, { at: now - (KEPT_DAYS - 1) * DAY_MS });
  assert.deepEqual(sequences(tooOld([old, young, kept(3, 3, { at: now })])), [1]);
  const many = Array.from({ length: KEPT_ENTRIES + 2 }, (_, n) => kept(n + 1, n + 1, { at: now }));
  assert.deepEqual(sequences(tooOld(many)), [2, 1]);
  assert.deepEqual(tooOld([]), []);
});
