import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecoveryResult } from '../wire/index.ts';
import { byOutcome, countsOf, readRecovery } from './recovery.ts';

test('what is no recovery file is told apart', () => {
  const cases: [string, string][] = [
    ['', 'notJson'],
    ['{"format":', 'notJson'],
    ['null', 'notRecovery'],
    ['[]', 'notRecovery'],
    ['{"format":"other/1","entries":[],"mac":""}', 'notRecovery'],
    ['{"format":"jinbang-recovery/1","entries":{},"mac":""}', 'notRecovery'],
  ];
  for (const [text, fault] of cases) assert.equal(readRecovery(text), fault, text);
  const file = readRecovery('{"format":"jinbang-recovery/1","entries":[],"mac":"00","device":"d"}');
  assert.equal(typeof file === 'object' && file.device, 'd');
});

test('refused entries are shown first, and all are counted', () => {
  const entry = (sequence: number, outcome: RecoveryResult['outcome']): RecoveryResult => {
    return { sequence, kind: 'mark', competitor: 'C', aspects: ['A'], value: '1', outcome };
  };
  const entries = [entry(1, 'known'), entry(2, 'stored'), entry(3, 'refused'), entry(4, 'stored')];
  assert.deepEqual(countsOf(entries), { known: 1, stored: 2, refused: 1 });
  assert.deepEqual(
    byOutcome(entries).map(({ sequence }) => sequence),
    [3, 2, 4, 1],
  );
});
