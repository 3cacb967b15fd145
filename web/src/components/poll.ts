import { waitMs } from '../connection/backoff.ts';

/**
 * Calls `load` at once and every `everyMs` while the page is visible; after a `load` that answers `false` it waits longer each time.
 * Returns what stops it.
 */
export function pollWhileVisible(load: () => Promise<boolean | void>, everyMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let running = false;
  let failures = 0;

  async function run(): Promise<void> {
    clearTimeout(timer);
    if (stopped || running || document.visibilityState !== 'visible') return;
    running = true;
    try {
      failures = (await load()) === false ? failures + 1 : 0;
    } finally {
      running = false;
      const next = failures > 1 ? Math.max(everyMs, waitMs(failures)) : everyMs;
      if (!stopped) timer = setTimeout(() => void run(), next);
    }
  }

  const wake = () => void run();
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
  void run();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('online', wake);
  };
}
