import { RECOVERY_FORMAT, type RecoveryFile } from '../marking/recovery.ts';
import type { RecoveryResult } from '../wire/index.ts';

/** A file larger than this is no tablet's: entries take some 200 bytes each. */
export const RECOVERY_MAX_BYTES = 8 * 1024 * 1024;

export type NoRecovery = 'notJson' | 'notRecovery';

/** The file as the tablet wrote it, or what it is instead. The server checks everything else. */
export function readRecovery(text: string): RecoveryFile | NoRecovery {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return 'notJson';
  }
  const file = content as Partial<RecoveryFile> | null;
  const known =
    file?.format === RECOVERY_FORMAT && Array.isArray(file.entries) && typeof file.mac === 'string';
  return known ? (file as RecoveryFile) : 'notRecovery';
}

export type Counts = Record<RecoveryResult['outcome'], number>;

export function countsOf(entries: RecoveryResult[]): Counts {
  const counts: Counts = { known: 0, stored: 0, refused: 0 };
  for (const { outcome } of entries) counts[outcome] += 1;
  return counts;
}

const ORDER: RecoveryResult['outcome'][] = ['refused', 'stored', 'known'];

/** What needs a look first: refused entries, then those that are new. */
export function byOutcome(entries: RecoveryResult[]): RecoveryResult[] {
  return entries.toSorted(
    (a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome) || a.sequence - b.sequence,
  );
}
