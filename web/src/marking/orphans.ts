import { asked, DEVICES, durably, ENTRIES } from './database.ts';
import type { QueuedEntry } from './queue.ts';

/** Entries that an earlier pairing of this tablet left unconfirmed. */
export async function orphans(
  database: IDBDatabase,
  now: { device: string; competition: string; expert: string },
): Promise<QueuedEntry[]> {
  const store = database.transaction(ENTRIES, 'readonly').objectStore(ENTRIES);
  const entries = (await asked(store.getAll())) as QueuedEntry[];
  return entries.filter(
    (entry) =>
      entry.device !== now.device && entry.competition === now.competition && entry.expert === now.expert,
  );
}

/**
 * Moves them to the new pairing. An entry whose receipt was lost cannot be doubled by this: the server refuses a second
 * one for the same place with `already-marked`.
 */
export function adopt(database: IDBDatabase, entries: QueuedEntry[], device: string): Promise<void> {
  return durably(database, [ENTRIES, DEVICES], async (store) => {
    const record = (await asked(store(DEVICES).get(device))) as { next_sequence: number } | undefined;
    let next = record?.next_sequence ?? 1;
    const renumbered = new Map(entries.map((entry) => [`${entry.device} ${entry.sequence}`, next++]));
    for (const entry of entries) {
      const { refused: _, corrects_sequence, ...rest } = entry;
      const sequence = renumbered.get(`${entry.device} ${entry.sequence}`) ?? next++;
      const base = renumbered.get(`${entry.device} ${corrects_sequence}`);
      store(ENTRIES).delete([entry.device, entry.sequence]);
      store(ENTRIES).put({ ...rest, device, sequence, ...(base && { corrects_sequence: base }) });
    }
    store(DEVICES).put({ device, next_sequence: next });
  });
}

export function discard(database: IDBDatabase, entries: QueuedEntry[]): Promise<void> {
  return durably(database, [ENTRIES], async (store) => {
    for (const entry of entries) store(ENTRIES).delete([entry.device, entry.sequence]);
  });
}
