import { allOf, asked, durably, STORED } from './database.ts';
import type { QueuedEntry } from './queue.ts';

/** An entry with the server's receipt: the tablet keeps it, for a server restored from a backup may know less. */
export type StoredEntry = Omit<QueuedEntry, 'refused' | 'again'> & {
  position: number;
  hash: string;
  at: number;
};

export const KEPT_DAYS = 30;
export const KEPT_ENTRIES = 50_000;

const DAY_MS = 86_400_000;

export async function storedOf(database: IDBDatabase, device: string): Promise<StoredEntry[]> {
  const store = database.transaction(STORED, 'readonly').objectStore(STORED);
  return (await asked(store.getAll(allOf(device)))) as StoredEntry[];
}

/** Those of other devices: earlier pairings of this tablet. */
export async function storedElsewhere(database: IDBDatabase, device: string): Promise<StoredEntry[]> {
  const store = database.transaction(STORED, 'readonly').objectStore(STORED);
  return ((await asked(store.getAll())) as StoredEntry[]).filter((entry) => entry.device !== device);
}

/** Counted from the newest receipt: the device's own clock may be years off. */
export function tooOld(entries: StoredEntry[]): StoredEntry[] {
  const newestFirst = [...entries].sort((a, b) => b.at - a.at || b.position - a.position);
  const oldest = (newestFirst[0]?.at ?? 0) - KEPT_DAYS * DAY_MS;
  return newestFirst.filter((entry, index) => index >= KEPT_ENTRIES || entry.at < oldest);
}

export async function forgetOld(database: IDBDatabase): Promise<void> {
  const store = database.transaction(STORED, 'readonly').objectStore(STORED);
  const old = tooOld((await asked(store.getAll())) as StoredEntry[]);
  if (old.length === 0) return;
  await durably(database, [STORED], async (stores) => {
    for (const { device, sequence } of old) stores(STORED).delete([device, sequence]);
  });
}
