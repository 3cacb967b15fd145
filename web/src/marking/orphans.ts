import { asked, DEVICES, durably, ENTRIES, STORED } from './database.ts';
import type { QueuedEntry } from './queue.ts';
import type { StoredEntry } from './stored.ts';

export type Orphan = QueuedEntry | StoredEntry;

type Who = { device: string; competition: string; expert: string };

export function isOrphan(entry: Orphan, now: Who): boolean {
  const samePerson = entry.competition === now.competition && entry.expert === now.expert;
  return samePerson && entry.device !== now.device;
}

/** Entries that an earlier pairing of this tablet left unconfirmed. */
export async function orphans(database: IDBDatabase, now: Who): Promise<QueuedEntry[]> {
  const store = database.transaction(ENTRIES, 'readonly').objectStore(ENTRIES);
  return ((await asked(store.getAll())) as QueuedEntry[]).filter((entry) => isOrphan(entry, now));
}

/**
 * Moves them to the new pairing, in the order in which they were made, corrections after what they correct. An entry whose
 * receipt was lost cannot be doubled by this: the server refuses a second one for the same place with `already-marked`.
 */
export function adopt(database: IDBDatabase, entries: Orphan[], device: string): Promise<void> {
  return durably(database, [ENTRIES, STORED, DEVICES], async (store) => {
    const record = (await asked(store(DEVICES).get(device))) as { next_sequence: number } | undefined;
    let next = record?.next_sequence ?? 1;
    const renumbered = new Map(entries.map((entry) => [keyOf(entry), next++]));
    const positions = new Map(
      entries.flatMap((entry) => ('position' in entry ? [[entry.position, keyOf(entry)]] : [])),
    );
    for (const entry of entries) {
      remove(store, entry);
      const base =
        entry.corrects_sequence === undefined
          ? positions.get(entry.corrects ?? 0)
          : keyOf({ device: entry.device, sequence: entry.corrects_sequence });
      store(ENTRIES).put(
        moved(entry, device, renumbered.get(keyOf(entry)) ?? next++, renumbered.get(base ?? '')),
      );
    }
    store(DEVICES).put({ device, next_sequence: next });
  });
}

export function discard(database: IDBDatabase, entries: Orphan[]): Promise<void> {
  return durably(database, [ENTRIES, STORED], async (store) => {
    for (const entry of entries) remove(store, entry);
  });
}

function moved(entry: Orphan, device: string, sequence: number, base: number | undefined): QueuedEntry {
  const { competition, expert, competitor, aspect, value, made_at, reason, corrects } = entry;
  return {
    device,
    competition,
    expert,
    sequence,
    competitor,
    aspect,
    value,
    made_at,
    ...(reason !== undefined && { reason }),
    ...(entry.confirms !== undefined && { confirms: entry.confirms }),
    ...(base !== undefined ? { corrects_sequence: base } : corrects !== undefined && { corrects }),
  };
}

function remove(store: (name: string) => IDBObjectStore, entry: Orphan): void {
  store('position' in entry ? STORED : ENTRIES).delete([entry.device, entry.sequence]);
}

function keyOf({ device, sequence }: { device: string; sequence: number }): string {
  return `${device} ${sequence}`;
}
