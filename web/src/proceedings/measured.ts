import type { Draft } from '../marking/session.svelte.ts';
import type { Cell, MeasuredCard } from '../wire/index.ts';

type Waiting = { competitor: string; aspect: string; measured: MeasuredCard; own?: Cell['own'] };

/** The entry that lets a machine's value count, or another one in its place; what was entered before is corrected by it. */
export function confirming(
  { competitor, aspect, measured, own }: Waiting,
  value: string,
  reason?: string,
): Draft {
  const why = reason ?? (own ? `${measured.grader} #${measured.position}` : undefined);
  return {
    competitor,
    aspect,
    value,
    confirms: measured.position,
    ...(own && { corrects: own.position }),
    ...(why !== undefined && { reason: why }),
  };
}
