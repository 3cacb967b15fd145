// The device's own store. Only pseudonymous ids go in: never a name, never the token.

const NAME = 'jinbang-marking';
const VERSION = 4;

/** Entries that the server has not confirmed. */
export const ENTRIES = 'entries';
/** Entries that it has confirmed, kept in case it forgets them. */
export const STORED = 'stored';
export const DEVICES = 'devices';
export const PICTURES = 'pictures';
/** Appeals and second looks on their way: what must not be lost although it is no mark. */
export const COMMANDS = 'commands';
/** Appeals that were begun: the time of the press must not be lost. */
export const DRAFTS = 'drafts';

const KEYS: Record<string, string | string[]> = {
  [ENTRIES]: ['device', 'sequence'],
  [STORED]: ['device', 'sequence'],
  [DEVICES]: 'device',
  [PICTURES]: 'device',
  [COMMANDS]: ['device', 'sequence'],
  [DRAFTS]: ['competition', 'expert', 'begun_at'],
};

export function openDatabase(gone: () => void = () => undefined): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(KEYS)) {
        if (!request.result.objectStoreNames.contains(store))
          request.result.createObjectStore(store, { keyPath });
      }
    };
    request.onsuccess = () => {
      // Another tab with a newer page must not wait for us for ever.
      request.result.onversionchange = () => {
        request.result.close();
        gone();
      };
      request.result.onclose = gone;
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'));
    request.onblocked = () => reject(new Error('IndexedDB is blocked by another tab'));
  });
}

export function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB request failed'));
  });
}

export type Stores = (name: string) => IDBObjectStore;

/** Runs `work` in one transaction and answers only after it is on the disk. Two tabs take turns. */
export async function durably<T>(
  database: IDBDatabase,
  stores: string[],
  work: (store: Stores) => Promise<T>,
): Promise<T> {
  const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
  const committed = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB transaction aborted'));
  });
  try {
    const result = await work((name) => transaction.objectStore(name));
    await committed;
    return result;
  } catch (error) {
    committed.catch(() => undefined);
    try {
      transaction.abort();
    } catch {
      // It was aborted already.
    }
    // A request that failed says less than the transaction: only that one names a full disk.
    throw transaction.error ?? error;
  }
}

export function allOf(device: string): IDBKeyRange {
  return IDBKeyRange.bound([device, 0], [device, Number.MAX_SAFE_INTEGER]);
}
