/** Calls `load` at once and every `everyMs` while the page is visible. Returns what stops it. */
export function pollWhileVisible(load: () => Promise<void>, everyMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let running = false;

  async function run(): Promise<void> {
    clearTimeout(timer);
    if (stopped || running || document.visibilityState !== 'visible') return;
    running = true;
    try {
      await load();
    } finally {
      running = false;
      if (!stopped) timer = setTimeout(() => void run(), everyMs);
    }
  }

  const wake = () => void run();
  document.addEventListener('visibilitychange', wake);
  void run();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
  };
}
