import { onceNothingIsTyped } from './typing.ts';

const LOOK_EVERY_MS = 10 * 60_000;

type Offline = 'preparing' | 'ready' | 'unavailable';

/** The service worker as this page sees it: whether the page opens without network, and whether a newer one waits. */
class Updates {
  waiting = $state(false);
  offline = $state<Offline>('unavailable');

  #registration: ServiceWorkerRegistration | undefined;
  #lookedAt = 0;

  async start(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    const controlled = navigator.serviceWorker.controller !== null;
    this.offline = controlled ? 'ready' : 'preparing';
    let first = !controlled;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      this.offline = 'ready';
      // The first worker takes over the page that fetched it; any other one brings another page.
      if (!first) onceNothingIsTyped(() => location.reload());
      first = false;
    });
    document.addEventListener('visibilitychange', () => {
      // Nobody is looking, so nobody is typing either, unless something is left half-typed.
      if (document.visibilityState === 'hidden' && this.waiting) this.apply();
      else void this.look();
    });
    try {
      const registration = await navigator.serviceWorker.register('/service-worker.js', {
        scope: '/marking',
        updateViaCache: 'none',
      });
      this.#registration = registration;
      registration.addEventListener('updatefound', () => this.#follow(registration.installing));
      this.#follow(registration.installing);
      this.#notice();
    } catch {
      this.offline = controlled ? 'ready' : 'unavailable';
    }
  }

  /** Asks the server for a newer page, now and then. */
  async look(now = false): Promise<void> {
    if (!this.#registration || (!now && performance.now() - this.#lookedAt < LOOK_EVERY_MS)) return;
    this.#lookedAt = performance.now();
    await this.#registration.update().catch(() => undefined);
  }

  /** Takes the waiting version as soon as nothing is being typed. */
  apply(): void {
    onceNothingIsTyped(() => this.#registration?.waiting?.postMessage('take-over'));
  }

  /** Whatever is newest on the server. */
  async load(): Promise<void> {
    await this.look(true);
    if (this.#registration?.installing) await installed(this.#registration.installing);
    if (this.#registration?.waiting) this.#registration.waiting.postMessage('take-over');
    else location.reload();
  }

  #follow(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'redundant' && !navigator.serviceWorker.controller) this.offline = 'unavailable';
      this.#notice();
    });
  }

  #notice(): void {
    this.waiting = this.#registration?.waiting != null && navigator.serviceWorker.controller !== null;
  }
}

function installed(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    const settled = () => worker.state !== 'installing' && resolve();
    worker.addEventListener('statechange', settled);
    settled();
  });
}

export const updates = new Updates();
