import { pollWhileVisible } from '../components/poll.ts';
import { failure, request, type RequestFailed } from '../connection/http.ts';
import type { AuditEntry, AuditPage } from '../wire/index.ts';
import type { Where } from './actions.ts';
import { skillPath } from './feed.svelte.ts';

const POLL_MS = 5_000;

/** The journal of a skill, newest entry first, page by page backwards; new entries come in at the top. */
export class AuditTrail {
  entries = $state.raw<AuditEntry[] | null>(null);
  failed = $state.raw<RequestFailed | null>(null);
  busy = $state(false);
  lookedTo = $state(0);
  #before = $state<number | null>(null);

  #where: Where;
  #query: URLSearchParams;

  constructor(where: Where, query: URLSearchParams) {
    this.#where = where;
    this.#query = query;
  }

  get more(): boolean {
    return this.#before !== null;
  }

  start(): () => void {
    return pollWhileVisible(() => this.#newer(), POLL_MS);
  }

  /** What is older than the oldest that is shown. */
  older = async (): Promise<void> => {
    if (this.#before === null || this.busy) return;
    this.busy = true;
    try {
      const page = await this.#page(this.#before);
      this.entries = [...(this.entries ?? []), ...page.entries];
      this.#reached(page);
    } catch (error) {
      this.failed = failure(error);
    } finally {
      this.busy = false;
    }
  };

  async #newer(): Promise<boolean> {
    try {
      const page = await this.#page(null);
      const shown = this.entries;
      const newest = shown?.[0]?.position ?? 0;
      const fresh = page.entries.filter(({ position }) => position > newest);
      const [oldestFresh] = fresh.slice(-1);
      // More came at once than a page holds: start again rather than show a gap.
      const gap = shown !== null && oldestFresh && fresh.length === page.entries.length && page.next_before;
      if (shown === null || gap) {
        this.entries = page.entries;
        this.#reached(page);
      } else if (fresh.length > 0) this.entries = [...fresh, ...shown];
      this.failed = null;
    } catch (error) {
      this.failed = failure(error);
    }
    return this.failed === null;
  }

  #page(before: number | null): Promise<AuditPage> {
    const query = new URLSearchParams(this.#query);
    if (before !== null) query.set('before', String(before));
    const { competition, skill } = this.#where;
    return request<AuditPage>('GET', skillPath('audit', competition, skill, query.toString()));
  }

  #reached(page: AuditPage): void {
    this.lookedTo = page.looked_to;
    this.#before = page.next_before ?? null;
  }
}
