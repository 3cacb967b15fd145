// The device's own store. Only pseudonymous ids go in: never a name, never the token.

const NAME = 'jinbang-marking';
const VERSION = 1;

export const ENTRIES = 'entries';
export const DEVICES = 'devices';
export const PICTURES = 'pictures';

export function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ENTRIES, { keyPath: ['device', 'sequence'] });
      request.result.createObjectStore(DEVICES, { keyPath: 'device' });
      request.result.createObjectStore(PICTURES, { keyPath: 'device' });
    };
    request.onsuccess = () => {
      // Another tab with a newer page must not wait for us for ever.
      request.result.onversionchange = () => request.result.close();
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

/** Runs `work` in one transaction and answers only after it is on the disk. Two tabs take turns. */
export async function durably<T>(
  database: IDBDatabase,
  stores: string[],
  work: (store: (name: string) => IDBObjectStore) => Promise<T>,
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
    throw error;
  }
}
