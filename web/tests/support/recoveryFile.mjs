import { createHash, createHmac } from 'node:crypto';

/** A tablet's recovery file, as docs/protocol.md has it: made anew here, so that two readings of the text are compared. */
export function recoveryFile(
  { token, device, competition, expert },
  skill,
  entries,
  commands = [],
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
  const others = commands.map((one) =>
    one.type === 'appeal'
      ? [one.sequence, one.type, one.competitor, one.aspects, one.grounds, one.pressed_at]
      : [one.sequence, one.type, one.appeal, one.aspect, one.value],
  );
  const parts = [format, competition, device, expert, skill, madeAt, rows];
  const text = JSON.stringify(others.length > 0 ? [...parts, others] : parts);
  const key = createHash('sha256')
    .update(token.slice(token.indexOf('.') + 1))
    .digest('hex');
  const mac = createHmac('sha256', key).update(text).digest('hex');
  return {
    format,
    competition,
    device,
    expert,
    skill,
    made_at: madeAt,
    entries,
    ...(others.length > 0 && { commands }),
    mac,
  };
}
