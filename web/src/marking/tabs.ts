export type TabNews = { kind: 'changed' } | { kind: 'stored'; sequence: number; position: number };

const NAME = 'jinbang-marking';

/** Tells the other tabs of this device what happened to the queue they share. */
export class Tabs {
  #channel: BroadcastChannel | null =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(NAME);

  listen(hear: (news: TabNews) => void): void {
    if (this.#channel) this.#channel.onmessage = (event) => hear(event.data as TabNews);
  }

  tell(news: TabNews): void {
    this.#channel?.postMessage(news);
  }

  close(): void {
    this.#channel?.close();
    this.#channel = null;
  }
}

/**
 * Says whether this tab is the one that sends. The tab in front takes over, for one in the background may be frozen.
 * Without Web Locks (plain http on a LAN) every tab may send: the server gives the same answer to the same sequence, so
 * nothing is doubled.
 */
export function becomeSender(device: string, changed: (sending: boolean) => void): () => void {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) {
    changed(true);
    return () => undefined;
  }
  let holding = false;
  let stopped = false;
  let release: () => void = () => undefined;
  let waiting: AbortController | undefined;

  const held = (): Promise<void> => {
    holding = true;
    changed(true);
    return new Promise((resolve) => (release = resolve));
  };

  async function hold(take: boolean): Promise<void> {
    if (stopped || holding) return;
    waiting?.abort();
    waiting = take ? undefined : new AbortController();
    const options: LockOptions = waiting ? { signal: waiting.signal } : { steal: true };
    try {
      await locks?.request(`${NAME} ${device}`, options, held);
    } catch {
      // Another tab took it, or this wait was given up for taking it.
      if (options.signal?.aborted) return;
    }
    holding = false;
    changed(false);
    void hold(false);
  }

  const front = () => void hold(document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', front);
  front();
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', front);
    waiting?.abort();
    release();
  };
}
