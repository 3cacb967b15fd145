import type { Choice } from './choice.svelte.ts';
import type { Place } from './progress.ts';
import type { QueuedEntry } from './queue.ts';
import type { Room } from './room.svelte.ts';
import type { MarkingSession } from './session.svelte.ts';

export function placeOf(room: Room, entry: Pick<QueuedEntry, 'competitor' | 'aspect'>): Place | null {
  const sub = room.sheet.subCriteria.find((one) => one.aspects.some(({ id }) => id === entry.aspect));
  return sub ? { competitor: entry.competitor, subCriterion: sub.id, aspect: entry.aspect } : null;
}

/** The last entry: gone while nobody has it, otherwise corrected, for a mark is never overwritten. */
export async function takeBack(session: MarkingSession, choice: Choice, reason: string): Promise<void> {
  const { last } = session;
  const place = last && placeOf(session.room, last);
  if (!last || !place) return;
  const removed = await session.takeBack(last);
  if (!removed) return choice.correct(place, reason);
  const corrected = last.corrects !== undefined || last.corrects_sequence !== undefined;
  await (corrected ? choice.go(place) : choice.mend(place, last.value));
}
