import type { Cell, Pairing, Text, Welcome } from '../wire/index.ts';
import type { CommandStore } from '../proceedings/commandStore.ts';
import { DEVICES, durably, openDatabase } from './database.ts';
import { absent, behind } from './forgotten.ts';
import { adopt, discard, isOrphan, orphans, type Orphan } from './orphans.ts';
import { loadPicture, savePicture } from './pictures.ts';
import { Queue, type NewEntry, type QueuedEntry, type Stamp } from './queue.ts';
import type { RecoveryEntry } from './recovery.ts';
import { forgetOld, storedElsewhere, storedOf, type StoredEntry } from './stored.ts';

/** A day of marking takes a small part of it. */
const ROOM_BYTES = 10 * 1024 * 1024;
const PICTURE_AFTER_MS = 1_500;
const PROBE = 'probe';

export type Storage = 'opening' | 'ready' | 'full' | 'unavailable';

/** What one paired device keeps: entries on their way, entries that are stored, and a picture of what there is to mark. */
export class DeviceStore {
  storage = $state<Storage>('opening');
  /** Entries of an earlier pairing of this tablet that the server has not. */
  unsent = $state.raw<Orphan[]>([]);
  /** Entries that a restored server had forgotten and has now again. */
  returned = $state(0);
  /** The browser has promised not to clear the storage by itself. */
  persistent = $state(false);

  #pairing: Pairing;
  #database: IDBDatabase | undefined;
  #queue: Queue | undefined;
  #saving: ReturnType<typeof setTimeout> | undefined;

  constructor(pairing: Pairing) {
    this.#pairing = pairing;
  }

  async open(): Promise<void> {
    this.storage = 'opening';
    try {
      this.#database ??= await openDatabase(() => this.#lost());
      this.#queue = new Queue(this.#database, this.#pairing.device);
      this.unsent = await orphans(this.#database, this.#pairing);
      await this.commands?.adopt();
      await this.#tryOut(this.#database);
      this.storage = (await hasRoom()) ? 'ready' : 'full';
      this.persistent = (await navigator.storage?.persist?.()) ?? false;
      void forgetOld(this.#database).catch(() => undefined);
    } catch (error) {
      this.storage = isFull(error) ? 'full' : 'unavailable';
    }
  }

  close(): void {
    clearTimeout(this.#saving);
    this.#database?.close();
    this.#database = this.#queue = undefined;
  }

  async list(): Promise<QueuedEntry[]> {
    return (await this.#queue?.list()) ?? [];
  }

  async add(entry: Omit<NewEntry, 'device' | 'competition' | 'expert' | 'made_at'>, replaces?: number) {
    const { device, competition, expert } = this.#pairing;
    const added = { device, competition, expert, ...entry, made_at: Date.now() };
    return this.#told(this.#needed().add(added, replaces));
  }

  takeSequence(): Promise<number> {
    return this.#told(this.#needed().takeSequence());
  }

  get commands(): CommandStore | undefined {
    return this.#queue?.commands(this.#pairing);
  }

  async dismiss(sequence: number): Promise<void> {
    await this.#queue?.dismiss(sequence);
  }

  async stored(sequence: number, stamp: Stamp): Promise<void> {
    if (await this.#queue?.stored(sequence, stamp)) this.returned += 1;
  }

  async refused(sequence: number, refused: { code: string; message: Text }): Promise<void> {
    await this.#queue?.refused(sequence, refused);
  }

  async renumber(sequence: number, floor: number): Promise<void> {
    await this.#queue?.renumber(sequence, floor);
  }

  /** The server's first words may show that it has forgotten entries: they are queued again. Says how many. */
  async greeted(welcome: Welcome): Promise<number> {
    if (!this.#database || !this.#queue) return 0;
    await this.#queue.raiseFloor(welcome.next_sequence);
    return this.#offerAgain(behind(await storedOf(this.#database, this.#pairing.device), welcome));
  }

  /** The whole picture shows what the server has of this expert, on this device and on earlier ones. */
  async compared(cells: Pick<Map<string, Cell>, 'get'>): Promise<number> {
    if (!this.#database) return 0;
    const elsewhere = (await storedElsewhere(this.#database, this.#pairing.device)).filter((entry) =>
      isOrphan(entry, this.#pairing),
    );
    const waiting = await orphans(this.#database, this.#pairing);
    this.unsent = [...absent(elsewhere, cells), ...waiting].sort(inOrderOfMaking);
    return this.#offerAgain(absent(await storedOf(this.#database, this.#pairing.device), cells));
  }

  async settleUnsent(how: 'send' | 'discard'): Promise<void> {
    if (!this.#database) return;
    if (how === 'send') await adopt(this.#database, this.unsent, this.#pairing.device);
    else await discard(this.#database, this.unsent);
    this.unsent = [];
  }

  /** Everything this device knows of its entries, for a file. */
  async recoverable(): Promise<RecoveryEntry[]> {
    if (!this.#database) return [];
    return [...(await storedOf(this.#database, this.#pairing.device)), ...(await this.list())];
  }

  loadPicture() {
    return this.#database ? loadPicture(this.#database, this.#pairing.device) : Promise.resolve(undefined);
  }

  savePicture(picture: () => { welcome: Welcome; cells: Cell[] } | null, soon: boolean): void {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(
      () => {
        const now = picture();
        if (!this.#database || !now) return;
        savePicture(this.#database, this.#pairing.device, now.welcome, now.cells).catch(() => undefined);
      },
      soon ? 0 : PICTURE_AFTER_MS,
    );
  }

  async #offerAgain(entries: StoredEntry[]): Promise<number> {
    if (entries.length === 0 || !this.#queue) return 0;
    return this.#queue.offerAgain(new Set(entries.map((entry) => entry.sequence)));
  }

  #needed(): Queue {
    if (!this.#queue) throw new Error('no storage');
    return this.#queue;
  }

  /** A write that fails for want of room is said at once; one that succeeds takes the words back. */
  async #told<T>(write: Promise<T>): Promise<T> {
    try {
      const done = await write;
      if (this.storage === 'full') this.storage = 'ready';
      return done;
    } catch (error) {
      if (isFull(error)) this.storage = 'full';
      throw error;
    }
  }

  async #tryOut(database: IDBDatabase): Promise<void> {
    await durably(database, [DEVICES], async (store) => {
      store(DEVICES).put({ device: PROBE, next_sequence: 1 });
    });
    await durably(database, [DEVICES], async (store) => {
      store(DEVICES).delete(PROBE);
    });
  }

  #lost(): void {
    this.#database = this.#queue = undefined;
    this.storage = 'unavailable';
  }
}

async function hasRoom(): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota === undefined || quota - (usage ?? 0) >= ROOM_BYTES;
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

function inOrderOfMaking(a: Orphan, b: Orphan): number {
  return a.device < b.device ? -1 : a.device > b.device ? 1 : a.sequence - b.sequence;
}
