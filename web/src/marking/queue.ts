import type { Text } from '../wire/index.ts';
import { asked, DEVICES, durably, ENTRIES } from './database.ts';

/** An entry on its way: it stays here until the server has said that it is stored. */
export type QueuedEntry = {
  device: string;
  competition: string;
  expert: string;
  sequence: number;
  competitor: string;
  aspect: string;
  value: string;
  made_at: number;
  corrects?: number;
  reason?: string;
  /** It corrects an entry that is itself still queued, under this sequence: the position is not known yet. */
  corrects_sequence?: number;
  refused?: { code: string; message: Text };
};

export type NewEntry = Omit<QueuedEntry, 'sequence' | 'refused'>;

type DeviceRecord = { device: string; next_sequence: number };
type Stores = (name: string) => IDBObjectStore;

/** The queue of one device. Every change is durable before its promise settles. */
export class Queue {
  #database: IDBDatabase;
  #device: string;

  constructor(database: IDBDatabase, device: string) {
    this.#database = database;
    this.#device = device;
  }

  async list(): Promise<QueuedEntry[]> {
    const store = this.#database.transaction(ENTRIES, 'readonly').objectStore(ENTRIES);
    return (await asked(store.getAll(all(this.#device)))) as QueuedEntry[];
  }

  /** Takes a sequence and stores the entry under it in one transaction. `replaces`: a refused entry this one mends. */
  add(entry: NewEntry, replaces?: number): Promise<QueuedEntry> {
    return durably(this.#database, [ENTRIES, DEVICES], async (store) => {
      const queued: QueuedEntry = { ...entry, sequence: await this.#take(store) };
      if (replaces !== undefined) store(ENTRIES).delete([this.#device, replaces]);
      store(ENTRIES).put(queued);
      return queued;
    });
  }

  takeSequence(): Promise<number> {
    return durably(this.#database, [DEVICES], (store) => this.#take(store));
  }

  /** The server knows which sequences this device has used, should the store here have been emptied. */
  raiseFloor(next: number): Promise<void> {
    return durably(this.#database, [DEVICES], async (store) => {
      if ((await this.#next(store)) < next) store(DEVICES).put({ device: this.#device, next_sequence: next });
    });
  }

  /** The server has it: it leaves the queue, and corrections of it learn its position. */
  stored(sequence: number, position: number): Promise<void> {
    return durably(this.#database, [ENTRIES], async (store) => {
      store(ENTRIES).delete([this.#device, sequence]);
      for (const next of await this.#dependents(store, sequence)) {
        const { corrects_sequence: _, ...rest } = next;
        store(ENTRIES).put({ ...rest, corrects: position });
      }
    });
  }

  /** Kept with the server's words until the expert mends or dismisses it; corrections of it take its place. */
  refused(sequence: number, refused: { code: string; message: Text }): Promise<void> {
    return durably(this.#database, [ENTRIES], async (store) => {
      const entry = (await asked(store(ENTRIES).get([this.#device, sequence]))) as QueuedEntry | undefined;
      if (!entry) return;
      store(ENTRIES).put({ ...entry, refused });
      for (const next of await this.#dependents(store, sequence)) {
        const { corrects_sequence: _, ...rest } = next;
        store(ENTRIES).put({
          ...rest,
          ...(entry.corrects !== undefined && { corrects: entry.corrects }),
          ...(entry.corrects_sequence !== undefined && { corrects_sequence: entry.corrects_sequence }),
        });
      }
    });
  }

  /** The sequence belongs to something else on the server, so this entry was never stored: it takes a new one. */
  renumber(sequence: number, floor: number): Promise<void> {
    return durably(this.#database, [ENTRIES, DEVICES], async (store) => {
      const entry = (await asked(store(ENTRIES).get([this.#device, sequence]))) as QueuedEntry | undefined;
      if (!entry) return;
      const fresh = Math.max(await this.#next(store), floor);
      store(DEVICES).put({ device: this.#device, next_sequence: fresh + 1 });
      store(ENTRIES).delete([this.#device, sequence]);
      store(ENTRIES).put({ ...entry, sequence: fresh });
      for (const next of await this.#dependents(store, sequence)) {
        store(ENTRIES).put({ ...next, corrects_sequence: fresh });
      }
    });
  }

  dismiss(sequence: number): Promise<void> {
    return durably(this.#database, [ENTRIES], async (store) => {
      store(ENTRIES).delete([this.#device, sequence]);
    });
  }

  async #take(store: Stores): Promise<number> {
    const sequence = await this.#next(store);
    store(DEVICES).put({ device: this.#device, next_sequence: sequence + 1 } satisfies DeviceRecord);
    return sequence;
  }

  async #next(store: Stores): Promise<number> {
    const record = (await asked(store(DEVICES).get(this.#device))) as DeviceRecord | undefined;
    return record?.next_sequence ?? 1;
  }

  async #dependents(store: Stores, sequence: number): Promise<QueuedEntry[]> {
    const entries = (await asked(store(ENTRIES).getAll(all(this.#device)))) as QueuedEntry[];
    return entries.filter((entry) => entry.corrects_sequence === sequence);
  }
}

function all(device: string): IDBKeyRange {
  return IDBKeyRange.bound([device, 0], [device, Number.MAX_SAFE_INTEGER]);
}
