import type { ExpertProgress, SubCriterionProgress } from '../wire/index.ts';

/** What is the matter with an expert, the most pressing first. */
export type Concern = 'awaited' | 'queued' | 'offline' | 'missing';

/** Nobody to speak to: none of the devices is connected. */
export function isOffline({ devices }: ExpertProgress): boolean {
  return !devices.some(({ online }) => online);
}

export function queuedOn({ devices }: ExpertProgress): number {
  return devices.reduce((sum, { queued }) => sum + (queued ?? 0), 0);
}

/** Since when the last device is gone; null while one is there, or where nobody knows. */
export function offlineSince(expert: ExpertProgress): number | null {
  if (!isOffline(expert)) return null;
  const since = expert.devices.flatMap(({ offline_since }) => offline_since ?? []);
  return since.length > 0 ? Math.max(...since) : null;
}

export function concernsOf(expert: ExpertProgress): Concern[] {
  const concerns: Concern[] = [];
  if (expert.awaited > 0) concerns.push('awaited');
  if (queuedOn(expert) > 0) concerns.push('queued');
  if (isOffline(expert) && expert.missing > 0) concerns.push('offline');
  if (expert.missing > 0) concerns.push('missing');
  return concerns;
}

/** Others wait for this expert, or scores are missing and the expert cannot be reached. */
export function isBehind(expert: ExpertProgress): boolean {
  return concernsOf(expert).some((concern) => concern !== 'missing');
}

/** Who needs attention stands first; the order of the list decides between equals. */
export function byAttention(experts: ExpertProgress[]): ExpertProgress[] {
  return experts.toSorted(
    (a, b) =>
      b.awaited - a.awaited ||
      Number(isBehind(b)) - Number(isBehind(a)) ||
      queuedOn(b) - queuedOn(a) ||
      b.missing - a.missing,
  );
}

/** Parts that wait for another round first, then those that lack most marks. */
export function partsByAttention(parts: SubCriterionProgress[]): SubCriterionProgress[] {
  return parts.toSorted((a, b) => b.rescore - a.rescore || b.of - b.done - (a.of - a.done));
}
