import { createHash, createHmac } from 'node:crypto';

/** A tablet's recovery file, as docs/protocol.md has it: made anew here, so that two readings of the text are compared. */
export function recoveryFile(
  { token, device, competition, expert },
  skill,
  entries,
  madeAt = 1_700_000_000_000,
) {
  const format = 'jinbang-recovery/1';
  const rows = entries.map((one) => [
    one.sequence,
    one.competitor,
    one.aspect,
    one.value,
    one.corrects ?? 0,
    one.corrects_sequence ?? 0,
    one.reason ?? '',
    one.made_at,
    one.confirms ?? 0,
  ]);
  const text = JSON.stringify([format, competition, device, expert, skill, madeAt, rows]);
  const key = createHash('sha256')
    .update(token.slice(token.indexOf('.') + 1))
    .digest('hex');
  const mac = createHmac('sha256', key).update(text).digest('hex');
  return { format, competition, device, expert, skill, made_at: madeAt, entries, mac };
}
