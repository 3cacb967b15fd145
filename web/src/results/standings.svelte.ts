import { failure, request, type RequestFailed } from '../connection/http.ts';
import { pollWhileVisible } from '../components/poll.ts';
import type { DeskStandings } from '../wire/index.ts';

const POLL_MS = 3_000;

/** The places of a skill, hidden from the audience or not. */
export class StandingsFeed {
  current = $state.raw<DeskStandings | null>(null);
  failed = $state.raw<RequestFailed | null>(null);

  #path: string;

  constructor(competition: string, skill: string) {
    this.#path = `/api/standings/${encodeURIComponent(competition)}/${encodeURIComponent(skill)}`;
  }

  start(): () => void {
    return pollWhileVisible(this.load, POLL_MS);
  }

  load = async (): Promise<void> => {
    try {
      const next = await request<DeskStandings>('GET', this.#path);
      // An answer that was overtaken by a newer one is not shown.
      if (next.position >= (this.current?.position ?? 0)) this.current = next;
      this.failed = null;
    } catch (error) {
      this.failed = failure(error);
    }
  };
}
