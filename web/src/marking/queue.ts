import type { ReceiptMessage, Text } from '../wire/index.ts';
import { allOf, asked, DEVICES, durably, ENTRIES, STORED, type Stores } from './database.ts';
import { CommandStore } from '../proceedings/commandStore.ts';
import { step } from './steps.ts';
import type { StoredEntry } from './stored.ts';

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
  /** A machine's measurement that this entry confirms, by its position. */
  confirms?: number;
  /** It corrects an entry that is itself still queued, under this sequence: the position is not known yet. */
  corrects_sequence?: number;
  refused?: { code: string; message: Text };
  /** It was stored once, with this hash, and the server may have forgotten it. */
  again?: string;
};

export type NewEntry = Omit<QueuedEntry, 'sequence' | 'refused' | 'again'>;

/** What a receipt brings for good. */
export type Stamp = Pick<ReceiptMessage, 'position' | 'hash' | 'at'>;

type DeviceRecord = { device: string; next_sequence: number };

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
    return (await asked(store.getAll(allOf(this.#device)))) as QueuedEntry[];
  }

  /** Takes a sequence and stores the entry under it in one transaction. `replaces`: a refused entry this one mends. */
  async add(entry: NewEntry, replaces?: number): Promise<QueuedEntry> {
    step('saving');
    const added = await durably(this.#database, [ENTRIES, STORED, DEVICES], async (store) => {
      const settled = await this.#settled(store, entry);
      const queued: QueuedEntry = { ...settled, sequence: await this.#take(store) };
      if (replaces !== undefined) store(ENTRIES).delete([this.#device, replaces]);
      await asked(store(ENTRIES).put(queued));
      step('written', queued.sequence);
      return queued;
    });
    step('saved', added.sequence);
    return added;
  }

  /** The store of what is sent besides marks, in the same sequence. */
  commands(who: { competition: string; expert: string }): CommandStore {
    const { competition, expert } = who;
    const sender = { device: this.#device, competition, expert };
    return new CommandStore(this.#database, sender, (store) => this.#take(store));
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

  /**
   * The server has it: it leaves the queue for the kept ones, and corrections of it learn its position. Says whether it is an
   * entry that the server had forgotten.
   */
  stored(sequence: number, stamp: Stamp): Promise<boolean> {
    return durably(this.#database, [ENTRIES, STORED], async (store) => {
      const entry = await this.#get(store, sequence);
      if (!entry) return false;
      const { refused: _, again, corrects_sequence: __, ...rest } = entry;
      const { position, hash, at } = stamp;
      store(ENTRIES).delete([this.#device, sequence]);
      store(STORED).put({ ...rest, position, hash, at } satisfies StoredEntry);
      for (const next of await this.#dependents(store, sequence)) {
        const { corrects_sequence: _, ...rest } = next;
        store(ENTRIES).put({ ...rest, corrects: position });
      }
      return again !== undefined && again !== hash;
    });
  }

  /** Puts entries that the server may have forgotten back into the queue, under their old sequences. */
  offerAgain(sequences: Set<number>): Promise<number> {
    return durably(this.#database, [ENTRIES, STORED], async (store) => {
      const kept = (await asked(store(STORED).getAll(allOf(this.#device)))) as StoredEntry[];
      const again = kept.filter((entry) => sequences.has(entry.sequence));
      const bases = new Map(again.map((entry) => [entry.position, entry.sequence]));
      for (const { position: _, hash, at: __, ...entry } of again) {
        store(STORED).delete([this.#device, entry.sequence]);
        store(ENTRIES).put({ ...rebased(entry, bases), again: hash });
      }
      const queued = (await asked(store(ENTRIES).getAll(allOf(this.#device)))) as QueuedEntry[];
      for (const entry of queued) {
        if (entry.corrects !== undefined && bases.has(entry.corrects))
          store(ENTRIES).put(rebased(entry, bases));
      }
      return again.length;
    });
  }

  /** Kept with the server's words until the expert mends or dismisses it; corrections of it take its place. */
  refused(sequence: number, refused: { code: string; message: Text }): Promise<void> {
    return durably(this.#database, [ENTRIES], async (store) => {
      const entry = await this.#get(store, sequence);
      if (!entry) return;
      store(ENTRIES).put({ ...entry, refused });
      for (const next of await this.#dependents(store, sequence)) {
        const { corrects_sequence: _, ...rest } = next;
        store(ENTRIES).put({ ...rest, ...baseOf(entry) });
      }
    });
  }

  /** The sequence belongs to something else on the server, so this entry was never stored: it takes a new one. */
  renumber(sequence: number, floor: number): Promise<void> {
    return durably(this.#database, [ENTRIES, DEVICES], async (store) => {
      const entry = await this.#get(store, sequence);
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

  /** What it corrects may have been answered while it was being typed: then it waits for nothing. */
  async #settled(store: Stores, entry: NewEntry): Promise<NewEntry> {
    const { corrects_sequence: base, ...rest } = entry;
    if (base === undefined) return entry;
    const waiting = await this.#get(store, base);
    if (waiting && !waiting.refused) return entry;
    if (waiting) return { ...rest, ...baseOf(waiting) };
    const kept = (await asked(store(STORED).get([this.#device, base]))) as StoredEntry | undefined;
    return kept ? { ...rest, corrects: kept.position } : rest;
  }

  async #get(store: Stores, sequence: number): Promise<QueuedEntry | undefined> {
    return (await asked(store(ENTRIES).get([this.#device, sequence]))) as QueuedEntry | undefined;
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
    const entries = (await asked(store(ENTRIES).getAll(allOf(this.#device)))) as QueuedEntry[];
    return entries.filter((entry) => entry.corrects_sequence === sequence);
  }
}

/** What a refused entry was to correct: a correction of it takes its place. */
function baseOf({
  corrects,
  corrects_sequence,
}: QueuedEntry): Pick<QueuedEntry, 'corrects' | 'corrects_sequence'> {
  return {
    ...(corrects !== undefined && { corrects }),
    ...(corrects_sequence !== undefined && { corrects_sequence }),
  };
}

/** A correction names its base by sequence while the base's position is not known (any more). */
function rebased<T extends Pick<QueuedEntry, 'corrects' | 'corrects_sequence'>>(
  entry: T,
  bases: Map<number, number>,
): T {
  const base = entry.corrects === undefined ? undefined : bases.get(entry.corrects);
  if (base === undefined) return entry;
  const { corrects: _, ...rest } = entry;
  return { ...rest, corrects_sequence: base } as T;
}
