import { pollWhileVisible } from '../components/poll.ts';
import { failure, request, type RequestFailed } from '../connection/http.ts';
import type { LiveReport } from '../wire/index.ts';

const POLL_MS = 5_000;

/** A report that the server makes anew in the background while judging goes on. */
export class LiveFeed<T> {
  live = $state.raw<LiveReport<T> | null>(null);
  failed = $state.raw<RequestFailed | null>(null);

  #path: string;

  constructor(kind: 'fairness' | 'comparisons', competition: string, skill: string) {
    this.#path = `/api/${kind}/${encodeURIComponent(competition)}/${encodeURIComponent(skill)}`;
  }

  start(): () => void {
    return pollWhileVisible(() => this.#load(), POLL_MS);
  }

  async #load(): Promise<void> {
    try {
      const next = await request<LiveReport<T>>('GET', this.#path);
      const before = this.live;
      // The same report again must not make the page draw everything anew.
      const same =
        before?.report && before.position === next.position && before.computed_at === next.computed_at;
      this.live = same ? { ...next, report: before.report } : next;
      this.failed = null;
    } catch (error) {
      this.failed = failure(error);
    }
  }
}
